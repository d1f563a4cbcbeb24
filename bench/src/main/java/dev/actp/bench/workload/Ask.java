package dev.actp.bench.workload;

import java.util.ArrayList;
import java.util.List;

/**
 * One request of an agent for one customer.
 *
 * @param subject what it is about
 * @param situation which bound it keeps or breaks
 * @param action differs from the subject's where the action is unknown
 * @param resource its name, a URI
 * @param customer whose the resource is; the agent serves customer 12345
 * @param day of the week, Monday is 1
 */
public record Ask(
    Subject subject,
    Situation situation,
    String action,
    String resource,
    String customer,
    String role,
    int amount,
    boolean approved,
    List<String> columns,
    int hour,
    int day,
    String email) {
  /** The customer whom the agent serves. */
  public static final String CUSTOMER = "12345";

  /** Which bound a request keeps or breaks. */
  public enum Situation {
    WITHIN_ALL_BOUNDS(true),
    APPROVED(true),
    OVER_THE_CEILING(false),
    NOT_APPROVED(false),
    A_FOREIGN_COLUMN(false),
    OUT_OF_HOURS(false),
    AT_THE_WEEKEND(false),
    A_FOREIGN_DOMAIN(false),
    ANOTHER_CUSTOMER(false),
    A_FOREIGN_ROLE(false),
    AN_UNKNOWN_ACTION(false),
    A_FOREIGN_SCHEME(false);

    private final boolean allowed;

    Situation(boolean allowed) {
      this.allowed = allowed;
    }
  }

  /** Of ten requests in a row, those that are denied: in turn by every bound that there is. */
  private static final List<Integer> DENIED = List.of(1, 3, 6, 9);

  private static final List<Integer> APPROVED = List.of(4, 7);

  /** Neighbours are about policies that lie far apart. */
  private static final int STRIDE = 7_919;

  /** Whether every engine has to allow it. */
  public boolean allowed() {
    return situation.allowed;
  }

  /** Requests for the subjects: six in ten are allowed. */
  public static List<Ask> of(List<Subject> subjects, int count) {
    List<Situation> denied =
        List.of(Situation.values()).stream().filter(each -> !each.allowed).toList();
    List<Ask> asks = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      Subject subject = subjects.get((k * STRIDE + k / 20 * 7) % subjects.size());
      int place = DENIED.indexOf(k % 10);
      Situation situation =
          place >= 0
              ? denied.get((k / 10 * DENIED.size() + place) % denied.size())
              : APPROVED.contains(k % 10) ? Situation.APPROVED : Situation.WITHIN_ALL_BOUNDS;
      asks.add(of(subject, situation, k));
    }
    return asks;
  }

  /** One request; {@code k} varies what does not matter. */
  static Ask of(Subject subject, Situation situation, int k) {
    List<String> few = subject.columns().subList(0, 3);
    return new Ask(
        subject,
        situation,
        situation == Situation.AN_UNKNOWN_ACTION ? "drop_table" : subject.action(),
        resource(subject, situation, k),
        situation == Situation.ANOTHER_CUSTOMER ? "99999" : CUSTOMER,
        situation == Situation.A_FOREIGN_ROLE ? "sales_agent" : Subject.ROLE,
        amount(subject, situation, k),
        situation == Situation.APPROVED || situation == Situation.OVER_THE_CEILING,
        situation == Situation.A_FOREIGN_COLUMN ? List.of(few.get(0), few.get(1), "sku") : few,
        situation == Situation.OUT_OF_HOURS ? 22 : 9 + k % 8,
        situation == Situation.AT_THE_WEEKEND ? 6 : 1 + k % 5,
        "jane.doe@"
            + (situation == Situation.A_FOREIGN_DOMAIN
                ? "gmail.com"
                : subject.domains().get(k % 3)));
  }

  private static String resource(Subject subject, Situation situation, int k) {
    String scheme = situation == Situation.A_FOREIGN_SCHEME ? "file" : subject.scheme();
    String customer = situation == Situation.ANOTHER_CUSTOMER ? "99999" : CUSTOMER;
    return scheme + "://customer:" + customer + "/" + (980 + k % 20);
  }

  private static int amount(Subject subject, Situation situation, int k) {
    return switch (situation) {
      case APPROVED -> subject.threshold() + 50 + k % 100;
      case OVER_THE_CEILING -> subject.ceiling() + 1 + k % 50;
      case NOT_APPROVED -> subject.threshold() + 20;
      case WITHIN_ALL_BOUNDS,
          A_FOREIGN_COLUMN,
          OUT_OF_HOURS,
          AT_THE_WEEKEND,
          A_FOREIGN_DOMAIN,
          ANOTHER_CUSTOMER,
          A_FOREIGN_ROLE,
          AN_UNKNOWN_ACTION,
          A_FOREIGN_SCHEME ->
          40 + k % 60;
    };
  }
}
