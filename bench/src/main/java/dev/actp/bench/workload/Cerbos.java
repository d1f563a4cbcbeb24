package dev.actp.bench.workload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The policies as Cerbos resource policies, one a kind, with their conditions in CEL. */
enum Cerbos implements Notation {
  CERBOS;

  @Override
  public void write(List<Subject> subjects, Path folder) throws IOException {
    for (Subject subject : subjects) {
      Notation.file(folder, subject.kind() + ".yaml", policy(subject));
      Notation.file(folder, subject.kind() + "_test.yaml", tests(subject));
    }
  }

  @Override
  public String body(Ask ask) {
    return """
    {"principal":%s,"resources":[{"actions":["%s"],"resource":%s}]}\
    """
        .formatted(principal(ask), ask.action(), resource(ask));
  }

  private static String principal(Ask ask) {
    return """
    {"id":"support-agent-7","roles":["%s"],"attr":{"customer":"%s"}}\
    """
        .formatted(ask.role(), Ask.CUSTOMER);
  }

  private static String resource(Ask ask) {
    return """
    {"kind":"%s","id":"%s","attr":{%s}}\
    """
        .formatted(ask.subject().kind(), ask.resource(), Notation.attributes(ask));
  }

  private static String policy(Subject subject) {
    return """
    apiVersion: api.cerbos.dev/v1
    resourcePolicy:
      version: default
      resource: %s
      rules:
        - actions: [%s]
          effect: EFFECT_ALLOW
          roles: [%s]
          condition:
            match:
              all:
                of:
                  - expr: R.attr.amount > 0 && R.attr.amount <= %d
                  - expr: R.attr.amount <= %d || R.attr.approved
                  - expr: R.attr.columns.all(c, c in [%s])
                  - expr: R.attr.hour >= 9 && R.attr.hour < %d
                  - expr: R.attr.dow >= 1 && R.attr.dow <= 5
                  - expr: '[%s].exists(d, R.attr.email.endsWith("@" + d))'
                  - expr: R.attr.customer == P.attr.customer
                  - expr: R.id.startsWith("%s://")
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

  private static String tests(Subject subject) {
    List<String> resources = new ArrayList<>();
    List<String> tests = new ArrayList<>();
    for (Ask ask : Actp.tested(subject)) {
      String name = Notation.words(ask.situation());
      resources.add('"' + name + "\":" + resource(ask));
      tests.add(
          """
          {"name":"%s","input":{"principals":["agent"],"resources":["%s"],"actions":["%s"]},\
          "expected":[{"principal":"agent","resource":"%s","actions":{"%s":"EFFECT_%s"}}]}\
          """
              .formatted(
                  name, name, ask.action(), name, ask.action(), ask.allowed() ? "ALLOW" : "DENY"));
    }
    return """
    {"name":"%s","principals":{"agent":%s},"resources":{%s},"tests":[%s]}
    """
        .formatted(
            subject.kind(),
            principal(Ask.of(subject, Ask.Situation.APPROVED, 0)),
            String.join(",", resources),
            String.join(",", tests));
  }
}
