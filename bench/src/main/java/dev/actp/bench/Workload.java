package dev.actp.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the policies that speed is measured on: as many as wanted, each modelled on an agent of
 * customer support, with eight tests beside it. They say what the same workload says in the
 * notations of other engines: an amount ceiling, one beyond which somebody has approved, a column
 * subset, hours and weekdays, mail domains, one customer, a resource scheme, a role. All that
 * varies with the clock is an attribute, so that a request means the same at any time.
 *
 * <pre>java bench/src/main/java/dev/actp/bench/Workload.java 20 FOLDER</pre>
 */
public final class Workload {
  private static final List<String> KINDS =
      List.of(
          "order",
          "customer",
          "ticket",
          "invoice",
          "subscription",
          "shipment",
          "product",
          "coupon",
          "payment",
          "account",
          "address",
          "email",
          "chat",
          "note",
          "report",
          "rma",
          "warranty",
          "loyalty",
          "contract",
          "knowledge");
  private static final List<String> ACTIONS =
      List.of(
          "process_refund",
          "read_profile",
          "close_ticket",
          "issue_credit",
          "cancel_plan",
          "reroute",
          "adjust_price",
          "grant_coupon",
          "charge_card",
          "reset_password",
          "update_address",
          "send_email",
          "post_reply",
          "add_note",
          "export_report",
          "approve_return",
          "extend_warranty",
          "add_points",
          "amend_terms",
          "read_article");
  private static final List<String> COLUMNS =
      List.of("id", "status", "total", "created_at", "currency", "name", "email");
  private static final List<List<String>> DOMAINS =
      List.of(
          List.of("acme.com", "acme.co.uk", "example.org"),
          List.of("acme.com", "partner.io", "example.net"),
          List.of("corp.example", "acme.com", "support.dev"));

  private Workload() {}

  /** Takes how many policies, and the folder to write them to. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[1]));
    for (int i = 0; i < Integer.parseInt(args[0]); i++) {
      Subject subject = Subject.of(i);
      Files.writeString(folder.resolve(subject.kind + ".actp"), policy(subject));
      Files.writeString(folder.resolve(subject.kind + "_test.actp"), tests(subject));
    }
  }

  /** What one policy is about, and its bounds. */
  private record Subject(
      String kind,
      String scheme,
      String action,
      int ceiling,
      int threshold,
      List<String> columns,
      int until,
      List<String> domains) {
    static Subject of(int i) {
      String round = i < KINDS.size() ? "" : "_" + i / KINDS.size();
      String scheme = KINDS.get(i % KINDS.size());
      return new Subject(
          scheme + round,
          scheme,
          ACTIONS.get(i % ACTIONS.size()) + round,
          500 + i % 5 * 100,
          100 + i % 4 * 50,
          COLUMNS.subList(0, 4 + i % 4),
          17 + i % 3,
          DOMAINS.get(i % DOMAINS.size()));
    }
  }

  private static String policy(Subject subject) {
    return """
    policy "%s" version "1"

    session customer_id: string
    session roles: set<string>

    action %s(amount: decimal, approved: bool, columns: set<string>, hour: int, day: int, email: email)

    capability %s on "%s://customer:{session.customer_id}/*" {
      require "support_agent" in session.roles
      require amount > 0 and amount <= %d
      require amount <= %d or approved
      require columns within [%s]
      require hour >= 9 and hour < %d
      require day >= 1 and day <= 5
      require domain(email) in [%s]
    }
    """
        .formatted(
            subject.kind,
            subject.action,
            subject.action,
            subject.scheme,
            subject.ceiling,
            subject.threshold,
            quoted(subject.columns),
            subject.until,
            quoted(subject.domains));
  }

  private static String tests(Subject subject) {
    int beyond = subject.threshold + 20;
    List<String> few = subject.columns.subList(0, 3);
    List<String> wrong = List.of(few.get(0), few.get(1), "sku");
    String good = "jane.doe@" + subject.domains.get(0);
    Step[] steps = {
      new Step("within all bounds", "12345", 40, false, few, 9, good, "allow"),
      new Step("approved", "12345", beyond + 30, true, few, 9, good, "allow"),
      new Step("over the ceiling", "12345", subject.ceiling + 1, true, few, 9, good, "deny"),
      new Step("not approved", "12345", beyond, false, few, 9, good, "deny"),
      new Step("a foreign column", "12345", 44, false, wrong, 9, good, "deny"),
      new Step("out of hours", "12345", 45, false, few, 22, good, "deny"),
      new Step("a foreign domain", "12345", 46, false, few, 9, "jane.doe@gmail.com", "deny"),
      new Step("another customer", "99999", 47, false, few, 9, good, "deny"),
    };
    return """
    tests for "%s.actp"

    at 2026-03-02T10:00:00Z
    session customer_id = "12345"
    session roles = ["support_agent"]

    """
            .formatted(subject.kind)
        + IntStream.range(0, steps.length)
            .mapToObj(i -> steps[i].text(subject, i + 980))
            .collect(Collectors.joining("\n"));
  }

  /** A test of one request, on a Tuesday. */
  private record Step(
      String title,
      String customer,
      int amount,
      boolean approved,
      List<String> columns,
      int hour,
      String email,
      String outcome) {
    String text(Subject subject, int number) {
      return """
      test "%s" {
        %s on "%s://customer:%s/%d" {
          amount: %d, approved: %b, columns: [%s], hour: %d, day: 2, email: "%s"
        } => %s
      }
      """
          .formatted(
              title,
              subject.action,
              subject.scheme,
              customer,
              number,
              amount,
              approved,
              quoted(columns),
              hour,
              email,
              outcome);
    }
  }

  private static String quoted(List<String> words) {
    return words.stream().map(word -> '"' + word + '"').collect(Collectors.joining(", "));
  }
}
