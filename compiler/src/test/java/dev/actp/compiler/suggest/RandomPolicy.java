package dev.actp.compiler.suggest;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random policies as text, with comments in all places. */
record RandomPolicy(Random random) {
  static final List<String> ACTIONS = List.of("pay", "read", "send", "drop");
  static final List<String> TAGS = List.of("red", "green", "blue", "grey");
  private static final List<String> PATTERNS =
      List.of(
          "**",
          "crm://**",
          "crm://*",
          "shop://**",
          "crm://customers/*",
          "crm://*/o-*",
          "crm://{session.customer}/**",
          "crm://customers/{session.customer}",
          "crm://{session.region}/*");

  String text() {
    StringBuilder text = new StringBuilder("// top\npolicy \"p\" version \"1\"\n\n");
    text.append("session customer: string // who\nsession region: string\n\n");
    for (String action : ACTIONS) {
      text.append(
          "action %s(amount: decimal, note: string, tags: set<string>)%n".formatted(action));
    }
    text.append("\nlist known = [\"red\", \"green\", \"blue\"]\n");
    text.append("\nwindow day = daily 06:00-22:00 in \"UTC\"\n\n");
    int capabilities = 1 + random.nextInt(4);
    for (int i = 0; i < capabilities; i++) {
      text.append(capability(i));
    }
    if (random.nextBoolean()) {
      text.append("forbid drop on \"crm://us/**\"\n\n");
    }
    text.append(random.nextBoolean() ? "quota 60 per day // all\n" : "");
    text.append(random.nextBoolean() ? "delegation depth 2\n" : "");
    return text.append("token lifetime at most 2h\n").toString();
  }

  private String capability(int index) {
    List<String> actions = some(ACTIONS, 2);
    String on =
        String.join(", ", some(PATTERNS, 2).stream().map(each -> "\"" + each + "\"").toList());
    StringBuilder text = new StringBuilder("// capability %d%n/// Documented.%n".formatted(index));
    text.append("capability %s as c%d on %s {%n".formatted(String.join(", ", actions), index, on));
    for (String clause : some(clauses(), 5)) {
      text.append("  // about it\n  ").append(clause).append(" // so\n");
    }
    return text.append("}\n\n").toString();
  }

  private List<String> clauses() {
    int bound = 5 + random.nextInt(900);
    return List.of(
        "require amount > 0 and amount <= " + bound,
        "require " + bound + ".50 >= amount",
        "require tags within known",
        "require note in [\"a\", \"b\", \"other\"]",
        "require amount < " + bound + " or note in [\"a\", \"b\"]",
        "limit " + (1 + random.nextInt(90)) + " per " + (random.nextBoolean() ? "day" : "hour"),
        "limit " + (bound + 100) + " of amount per week each session.customer",
        "limit 80 in total each resource",
        "limit 70 per week each note",
        "approval by \"lead\" when amount > 20",
        "during day",
        "reveal all but [\"note\"]",
        "reveal at most " + (1 + random.nextInt(3)) + " rows");
  }

  private List<String> some(List<String> all, int most) {
    List<String> left = new ArrayList<>(all);
    List<String> chosen = new ArrayList<>();
    for (int i = random.nextInt(most) + 1; i > 0; i--) {
      chosen.add(left.remove(random.nextInt(left.size())));
    }
    return chosen;
  }
}
