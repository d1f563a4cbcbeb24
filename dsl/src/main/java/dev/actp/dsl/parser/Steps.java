package dev.actp.dsl.parser;

import dev.actp.dsl.parser.grammar.ActpParser;
import dev.actp.dsl.parser.grammar.ActpParser.AsStepContext;
import dev.actp.dsl.parser.grammar.ActpParser.AtSettingContext;
import dev.actp.dsl.parser.grammar.ActpParser.DelegateStepContext;
import dev.actp.dsl.parser.grammar.ActpParser.ReportContext;
import dev.actp.dsl.parser.grammar.ActpParser.RequestContext;
import dev.actp.dsl.parser.grammar.ActpParser.RequestSettingContext;
import dev.actp.dsl.parser.grammar.ActpParser.ResourceContext;
import dev.actp.dsl.parser.grammar.ActpParser.RevokeStepContext;
import dev.actp.dsl.parser.grammar.ActpParser.SettingContext;
import dev.actp.dsl.parser.grammar.ActpParser.StepContext;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Outcome;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.Step;
import dev.actp.dsl.syntax.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the steps of tests. */
final class Steps {
  private final Leaves leaves;
  private final Times times;
  private final Clauses clauses;
  private final Outcomes outcomes;
  private final Reports reports;

  Steps(TreeBuilder builder, Outcomes outcomes) {
    this.leaves = builder.leaves;
    this.times = builder.times;
    this.clauses = builder.clauses;
    this.reports = builder.reports;
    this.outcomes = outcomes;
  }

  List<Step> steps(List<StepContext> nodes) {
    return nodes.stream().map(this::step).toList();
  }

  private Step step(StepContext node) {
    Span span = leaves.span(node);
    return switch (node) {
      case ActpParser.SettingStepContext step -> setting(step.setting());
      case ActpParser.AdvanceStepContext step ->
          new Step.Advance(leaves.length(step.duration()), span);
      case ActpParser.AnswerStepContext step ->
          new Step.Answer(
              step.APPROVE() != null, leaves.text(step.text(0)), leaves.text(step.text(1)), span);
      case RevokeStepContext step -> revoke(step, span);
      case DelegateStepContext step -> delegate(step, span);
      case AsStepContext step -> new Step.As(leaves.text(step.text()), steps(step.step()), span);
      case ActpParser.GivenStepContext step -> new Step.StoreUnavailable(span);
      case ActpParser.RepeatStepContext step ->
          new Step.Repeat(leaves.positive(step.count()), steps(step.step()), span);
      case ActpParser.RequestStepContext step -> request(step.request(), span);
      default -> throw new IllegalStateException("no such step");
    };
  }

  Step setting(SettingContext node) {
    Span span = leaves.span(node);
    return switch (node) {
      case AtSettingContext at ->
          new Step.At(times.timestamp(at.timestamp().getText(), leaves.span(at.timestamp())), span);
      case ActpParser.SessionSettingContext set ->
          new Step.SetSession(leaves.name(set.name()), outcomes.value(set.value()), span);
      case ActpParser.AgentSettingContext set ->
          new Step.SetAgent(leaves.name(set.name()), outcomes.value(set.value()), span);
      case RequestSettingContext set -> requestIp(set, span);
      default -> throw new IllegalStateException("no such setting");
    };
  }

  private Step requestIp(RequestSettingContext node, Span span) {
    Span word = leaves.span(node.IDENTIFIER().getSymbol());
    if (!word.text().equals("ip")) {
      reports.unexpected("`ip`", word, "write `request ip = \"192.0.2.1\"`");
    }
    return new Step.SetRequestIp(leaves.text(node.text()), span);
  }

  private Step revoke(RevokeStepContext node, Span span) {
    return node.name() == null
        ? new Step.RevokeAgent(leaves.text(node.text()), span)
        : new Step.RevokeCapability(leaves.name(node.name()), span);
  }

  private Step delegate(DelegateStepContext node, Span span) {
    Text agent = leaves.text(node.text());
    return new Step.Delegate(
        leaves.names(node.names()),
        leaves.patterns(node.patterns()),
        agent,
        leaves.lengthOrNull(node.duration()),
        clauses.clauses(node.clause()),
        node.outcome() == null ? null : refusal(outcomes.outcome(node.outcome())),
        span);
  }

  private Outcome.Deny refusal(Outcome outcome) {
    if (outcome instanceof Outcome.Deny deny) {
      return deny;
    }
    String help = "a delegation that succeeds has no outcome";
    reports.unexpected("`deny`", outcome.span(), help);
    return new Outcome.Deny(null, outcome.span());
  }

  private Step request(RequestContext node, Span span) {
    return new Step.Request(
        leaves.name(node.name()),
        node.resource() == null ? null : resource(node.resource()),
        node.record() == null ? null : outcomes.record(node.record()),
        outcomes.outcome(node.outcome()),
        report(node.report()),
        span);
  }

  private Expression resource(ResourceContext node) {
    Span span = leaves.span(node);
    return node.text() == null
        ? new Expression.Path(Expression.Root.BARE, List.of(leaves.name(node.identifier())), span)
        : new Expression.TextLiteral(leaves.text(node.text()).value(), span);
  }

  private Step.@Nullable Report report(@Nullable ReportContext node) {
    List<Step.Report> reported = List.of(Step.Report.values());
    return node == null
        ? null
        : leaves.oneOf(reported, Step.Report::word, node, "`succeeded` or `failed`");
  }
}
