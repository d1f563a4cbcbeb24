package dev.actp.compiler.testing;

import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.compiler.resolve.Report;
import dev.actp.compiler.resolve.Suggestion;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Node;
import dev.actp.dsl.syntax.Step;
import dev.actp.dsl.syntax.Text;
import dev.actp.runtime.testing.Expectation;
import dev.actp.runtime.testing.TestStep;
import dev.actp.runtime.value.Coercion;
import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a test in one row of its table.
 *
 * @param policies those under test, as written
 * @param agents the ids of the agents that act in the test
 * @param handedOn whether a token acts that was handed on
 */
record Steps(
    PolicyNames names,
    List<LoweredPolicy> policies,
    Set<String> agents,
    Cells cells,
    Report report,
    boolean handedOn) {

  /** The steps that make sense; the others are reported. */
  List<TestStep> of(List<Step> steps) {
    return steps.stream().map(this::of).flatMap(Optional::stream).toList();
  }

  private Optional<TestStep> of(Step step) {
    return switch (step) {
      case Step.Request request -> ask(request);
      case Step.Advance advance ->
          Optional.of(new TestStep.Advance(Places.of(step), advance.by().toDuration()));
      case Step.At at -> Optional.of(new TestStep.At(Places.of(step), at.time().toInstant()));
      case Step.SetSession set -> {
        onlyForTheRoot(set);
        yield known("a session value", set.name(), names.sessionValues())
            .flatMap(name -> values().of(set.value()))
            .map(value -> new TestStep.SetSession(Places.of(step), set.name().text(), value));
      }
      case Step.SetAgent set -> {
        onlyForTheRoot(set);
        yield known("an agent value", set.name(), names.agentValues())
            .flatMap(name -> values().of(set.value()))
            .map(value -> new TestStep.SetAgent(Places.of(step), set.name().text(), value));
      }
      case Step.SetRequestIp set -> address(set);
      case Step.Answer answer -> answer(answer);
      case Step.RevokeCapability revoke -> revoke(revoke);
      case Step.RevokeAgent revoke -> revoke(revoke);
      case Step.StoreUnavailable unavailable ->
          Optional.of(new TestStep.StoreUnavailable(Places.of(step)));
      case Step.Repeat repeat ->
          Optional.of(
              new TestStep.Repeat(
                  Places.of(step),
                  (int) Math.min(repeat.times().value(), TestClock.MAX_REQUESTS),
                  of(repeat.steps())));
      case Step.Delegate delegate -> new Handing(policies, report).delegate(delegate);
      case Step.As as -> as(as);
    };
  }

  private TestValues values() {
    return new TestValues(cells, report);
  }

  private Optional<TestStep> as(Step.As as) {
    if (!agents.contains(as.agent().value())) {
      unknownAgent(as.agent());
      return Optional.empty();
    }
    List<TestStep> steps = new Steps(names, policies, agents, cells, report, true).of(as.steps());
    return Optional.of(new TestStep.As(Places.of(as), as.agent().value(), steps));
  }

  private void unknownAgent(Text agent) {
    report.error(
        Code.TEST_UNKNOWN_NAME,
        "no agent `" + agent + "` acts in this test",
        agent.span(),
        Suggestion.help(agent.value(), agents, null));
  }

  /** A fresh root token cannot follow where the root does not act. */
  private void onlyForTheRoot(Node step) {
    if (handedOn) {
      report.error(
          Code.TEST_NOT_RUNNABLE,
          "a token that was handed on has the values of its root",
          step.span(),
          "put this before `as`");
    }
  }

  private Optional<TestStep> ask(Step.Request request) {
    Optional<Expectation> expected = new Expectations(names, cells, report).of(request.expected());
    Optional<Value.Struct> attributes = attributes(request.attributes());
    Optional<String> resource = resource(request.resource());
    if (expected.isEmpty() || attributes.isEmpty() || resource.isEmpty()) {
      return Optional.empty();
    }
    EmptyDenial.check(request, expected.get(), names, report);
    if (request.reported() != null && !isAllowed(expected.get())) {
      report.error(
          Code.TEST_NOT_RUNNABLE,
          "only what was allowed can be reported `" + request.reported().word() + "`",
          request.span(),
          "take out what stands behind `then`");
    }
    return Optional.of(
        new TestStep.Ask(
            Places.of(request),
            request.action().text(),
            resource.get(),
            attributes.get(),
            expected.get(),
            reported(request.reported())));
  }

  private static boolean isAllowed(Expectation expected) {
    return switch (expected) {
      case Expectation.Allowed allowed -> true;
      case Expectation.WouldDeny would -> true;
      case Expectation.Waiting waiting -> false;
      case Expectation.Denied denied -> false;
    };
  }

  private Optional<Value.Struct> attributes(Expression.@Nullable RecordLiteral record) {
    return record == null ? Optional.of(Value.Struct.EMPTY) : values().struct(record);
  }

  private Optional<String> resource(@Nullable Expression resource) {
    return resource == null ? Optional.of("") : values().text(resource);
  }

  private static TestStep.@Nullable Report reported(Step.@Nullable Report reported) {
    return switch (reported) {
      case SUCCEEDED -> TestStep.Report.SUCCEEDED;
      case FAILED -> TestStep.Report.FAILED;
      case null -> null;
    };
  }

  private Optional<TestStep> address(Step.SetRequestIp set) {
    if (Coercion.coerce(new Value.Text(set.address().value()), Type.Basic.IP, "ip")
        instanceof Value.Ip address) {
      return Optional.of(new TestStep.SetRequestIp(Places.of(set), address));
    }
    report.error(
        Code.TEST_NOT_A_VALUE,
        "`" + set.address() + "` is no IP address",
        set.address().span(),
        "write an address such as `192.0.2.1` or `2001:db8::1`");
    return Optional.empty();
  }

  private Optional<TestStep> answer(Step.Answer answer) {
    new Expectations(names, cells, report).group(answer.group());
    return Optional.of(
        new TestStep.Answer(
            Places.of(answer), answer.approved(), answer.person().value(), answer.group().value()));
  }

  private Optional<TestStep> revoke(Step.RevokeCapability revoke) {
    Set<String> meant = names.capabilities(revoke.capability().text());
    return meant.isEmpty()
        ? unknown("a capability", revoke.capability(), names.capabilityNames())
        : Optional.of(new TestStep.RevokeCapability(Places.of(revoke), meant));
  }

  private Optional<TestStep> revoke(Step.RevokeAgent revoke) {
    String agent = revoke.agent().value();
    if (agents.contains(agent)) {
      return Optional.of(new TestStep.RevokeAgent(Places.of(revoke), agent));
    }
    unknownAgent(revoke.agent());
    return Optional.empty();
  }

  private Optional<Name> known(String what, Name name, Set<String> known) {
    return known.contains(name.text()) ? Optional.of(name) : unknown(what, name, known);
  }

  private <T> Optional<T> unknown(String what, Name name, Set<String> known) {
    report.error(
        Code.TEST_UNKNOWN_NAME,
        "no policy under test has " + what + " `" + name.text() + "`",
        name.span(),
        Suggestion.help(name.text(), known, null));
    return Optional.empty();
  }
}
