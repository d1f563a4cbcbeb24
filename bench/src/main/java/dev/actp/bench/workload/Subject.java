package dev.actp.bench.workload;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What one policy is about, and its bounds.
 *
 * @param kind the kind of resource, one a policy; the policy's name
 * @param scheme of the resources' names
 * @param ceiling the most that an amount may be
 * @param threshold the most that an amount may be without approval
 * @param columns that may be read
 * @param until the hour at which work ends; it begins at nine
 * @param domains that mail may go to
 */
public record Subject(
    String kind,
    String scheme,
    String action,
    int ceiling,
    int threshold,
    List<String> columns,
    int until,
    List<String> domains) {
  /** The role that every policy asks for. */
  public static final String ROLE = "support_agent";

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

  /** The first so many. */
  public static List<Subject> first(int count) {
    return IntStream.range(0, count).mapToObj(Subject::of).toList();
  }

  private static Subject of(int i) {
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
