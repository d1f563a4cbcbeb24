package dev.actp.bench.workload;

import static dev.actp.bench.workload.Ask.Situation.ANOTHER_CUSTOMER;
import static dev.actp.bench.workload.Ask.Situation.APPROVED;
import static dev.actp.bench.workload.Ask.Situation.A_FOREIGN_COLUMN;
import static dev.actp.bench.workload.Ask.Situation.A_FOREIGN_DOMAIN;
import static dev.actp.bench.workload.Ask.Situation.NOT_APPROVED;
import static dev.actp.bench.workload.Ask.Situation.OUT_OF_HOURS;
import static dev.actp.bench.workload.Ask.Situation.OVER_THE_CEILING;
import static dev.actp.bench.workload.Ask.Situation.WITHIN_ALL_BOUNDS;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The policies as {@code .actp}, with eight tests beside each. All that varies with the clock is an
 * attribute, so that a request means the same at any time.
 */
public enum Actp implements Notation {
  ACTP;

  private static final List<Ask.Situation> TESTED =
      List.of(
          WITHIN_ALL_BOUNDS,
          APPROVED,
          OVER_THE_CEILING,
          NOT_APPROVED,
          A_FOREIGN_COLUMN,
          OUT_OF_HOURS,
          A_FOREIGN_DOMAIN,
          ANOTHER_CUSTOMER);

  /** The situations that each notation's tests are about. */
  static List<Ask> tested(Subject subject) {
    return IntStream.range(0, TESTED.size())
        .mapToObj(k -> Ask.of(subject, TESTED.get(k), k))
        .toList();
  }

  @Override
  public void write(List<Subject> subjects, Path folder) throws IOException {
    for (Subject subject : subjects) {
      Notation.file(folder, subject.kind() + ".actp", policy(subject));
      Notation.file(folder, subject.kind() + "_test.actp", tests(subject));
    }
  }

  /** What the server is asked, but for the token: who runs it puts one in. */
  @Override
  public String body(Ask ask) {
    return """
    {"token":"%s","action":"%s","resource":"%s","context":{"amount":%d,"approved":%b,"columns":[%s],"hour":%d,"day":%d,"email":"%s"}}\
    """
        .formatted(
            token(ask),
            ask.action(),
            ask.resource(),
            ask.amount(),
            ask.approved(),
            Notation.quoted(ask.columns(), ","),
            ask.hour(),
            ask.day(),
            ask.email());
  }

  /** The place of a token in a body: an agent has one for each policy and role. */
  public static String token(Ask ask) {
    return "{" + ask.subject().kind() + " " + ask.role() + "}";
  }

  /** The policy of a subject. */
  public static String policy(Subject subject) {
    return """
    policy "%s" version "1"

    session customer_id: string
    session roles: set<string>

    action %s(amount: decimal, approved: bool, columns: set<string>, hour: int, day: int, email: email)

    capability %s on "%s://customer:{session.customer_id}/*" {
      require "%s" in session.roles
      require amount > 0 and amount <= %d
      require amount <= %d or approved
      require columns within [%s]
      require hour >= 9 and hour < %d
      require day >= 1 and day <= 5
      require domain(email) in [%s]
    }
    """
        .formatted(
            subject.kind(),
            subject.action(),
            subject.action(),
            subject.scheme(),
            Subject.ROLE,
            subject.ceiling(),
            subject.threshold(),
            Notation.quoted(subject.columns(), ", "),
            subject.until(),
            Notation.quoted(subject.domains(), ", "));
  }

  private static String tests(Subject subject) {
    return """
    tests for "%s.actp"

    at 2026-03-02T10:00:00Z
    session customer_id = "%s"
    session roles = ["%s"]

    """
            .formatted(subject.kind(), Ask.CUSTOMER, Subject.ROLE)
        + tested(subject).stream().map(Actp::test).collect(Collectors.joining("\n"));
  }

  private static String test(Ask ask) {
    return """
    test "%s" {
      %s on "%s" {
        amount: %d, approved: %b, columns: [%s], hour: %d, day: %d, email: "%s"
      } => %s
    }
    """
        .formatted(
            Notation.words(ask.situation()),
            ask.action(),
            ask.resource(),
            ask.amount(),
            ask.approved(),
            Notation.quoted(ask.columns(), ", "),
            ask.hour(),
            ask.day(),
            ask.email(),
            ask.allowed() ? "allow" : "deny");
  }
}
