package dev.actp.bench.workload;

import java.nio.file.Path;
import java.util.List;

/** Requests as AuthZEN evaluations, which Cerbos answers by its own policies. */
enum Authzen implements Notation {
  AUTHZEN;

  @Override
  public void write(List<Subject> subjects, Path folder) {}

  @Override
  public String body(Ask ask) {
    return """
    {"subject":{"type":"agent","id":"support-agent-7","properties":{"cerbos.roles":["%s"],"customer":"%s"}},\
    "action":{"name":"%s"},"resource":{"type":"%s","id":"%s","properties":{%s}}}\
    """
        .formatted(
            ask.role(),
            Ask.CUSTOMER,
            ask.action(),
            ask.subject().kind(),
            ask.resource(),
            Notation.attributes(ask));
  }
}
