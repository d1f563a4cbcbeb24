package dev.actp.bench.workload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The policies as one Rego package: a rule a policy. */
enum Opa implements Notation {
  OPA;

  @Override
  public void write(List<Subject> subjects, Path folder) throws IOException {
    String rules = subjects.stream().map(Opa::rule).collect(Collectors.joining("\n"));
    String head =
        """
        package agent

        default allow := false

        approved_up_to(threshold) if input.resource.attr.amount <= threshold

        approved_up_to(threshold) if {
          input.resource.attr.amount > threshold
          input.resource.attr.approved
        }

        """;
    Notation.file(folder, "policy.rego", head + rules);
    String tests =
        subjects.stream()
            .flatMap(subject -> Actp.tested(subject).stream())
            .map(Opa::test)
            .collect(Collectors.joining("\n"));
    Notation.file(
        folder, "policy_test.rego", "package agent_test\n\nimport data.agent\n\n" + tests);
  }

  @Override
  public String body(Ask ask) {
    return "{\"input\":" + input(ask) + "}";
  }

  private static String input(Ask ask) {
    return """
    {"principal":{"id":"support-agent-7","roles":["%s"],"attr":{"customer":"%s"}},"action":"%s",\
    "resource":{"kind":"%s","id":"%s","attr":{%s}}}\
    """
        .formatted(
            ask.role(),
            Ask.CUSTOMER,
            ask.action(),
            ask.subject().kind(),
            ask.resource(),
            Notation.attributes(ask));
  }

  private static String rule(Subject subject) {
    return """
    allow if {
      input.resource.kind == "%s"
      input.action == "%s"
      "%s" in input.principal.roles
      input.resource.attr.amount > 0
      input.resource.attr.amount <= %d
      approved_up_to(%d)
      every column in input.resource.attr.columns { column in {%s} }
      input.resource.attr.hour >= 9
      input.resource.attr.hour < %d
      input.resource.attr.dow >= 1
      input.resource.attr.dow <= 5
      some domain in {%s}
      endswith(input.resource.attr.email, concat("", ["@", domain]))
      input.resource.attr.customer == input.principal.attr.customer
      startswith(input.resource.id, "%s://")
    }
    """
        .formatted(
            subject.kind(),
            subject.action(),
            Subject.ROLE,
            subject.ceiling(),
            subject.threshold(),
            Notation.quoted(subject.columns(), ", "),
            subject.until(),
            Notation.quoted(subject.domains(), ", "),
            subject.scheme());
  }

  private static String test(Ask ask) {
    return """
    test_%s_%s if %sagent.allow with input as %s
    """
        .formatted(
            ask.subject().kind(),
            Notation.words(ask.situation()).replace(' ', '_'),
            ask.allowed() ? "" : "not ",
            input(ask));
  }
}
