package dev.actp.dsl.format;

import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Node;
import dev.actp.dsl.syntax.Step;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Prints the steps of tests. Requests that follow each other have their arrows below each other, if
 * there is room.
 */
final class Steps {
  /** The longest block of one request that goes on one line. */
  private static final int MAX_INLINE = 96;

  private final Trivia trivia;
  private final Expressions expressions;
  private final Clauses clauses;
  private final Outcomes outcomes;
  private final IdentityHashMap<Step, String> aligned = new IdentityHashMap<>();

  Steps(Trivia trivia, Expressions expressions, Clauses clauses, Outcomes outcomes) {
    this.trivia = trivia;
    this.expressions = expressions;
    this.clauses = clauses;
    this.outcomes = outcomes;
  }

  /** The steps up to {@code end}, in a block whose lines have room for {@code width} characters. */
  Doc steps(List<Step> steps, int end, int width) {
    align(steps, width);
    return new Lines<Step>(trivia, step -> step(step, width)).print(steps, end);
  }

  Doc step(Step step, int width) {
    return switch (step) {
      case Step.Request request -> {
        String line = aligned.get(request);
        yield line == null ? request(request) : Doc.text(line);
      }
      case Step.Advance advance -> Doc.text("advance " + advance.by());
      case Step.At at -> Doc.text("at " + Spelling.timestamp(at.time()));
      case Step.SetSession set -> setting("session " + Spelling.name(set.name()), set.value());
      case Step.SetAgent set -> setting("agent " + Spelling.name(set.name()), set.value());
      case Step.SetRequestIp set ->
          Doc.text("request ip = " + Spelling.quoted(set.address().value()));
      case Step.Answer answer -> Doc.text(answer(answer));
      case Step.RevokeCapability revoke ->
          Doc.text("revoke capability " + Spelling.name(revoke.capability()));
      case Step.RevokeAgent revoke ->
          Doc.text("revoke agent " + Spelling.quoted(revoke.agent().value()));
      case Step.Delegate delegate -> delegate(delegate);
      case Step.As as -> block(as, "as " + Spelling.quoted(as.agent().value()), as.steps(), width);
      case Step.StoreUnavailable given -> Doc.text("given store unavailable");
      case Step.Repeat repeat -> block(repeat, "repeat " + repeat.times(), repeat.steps(), width);
    };
  }

  private Doc setting(String what, Expression value) {
    return Doc.concat(Doc.text(what + " = "), expressions.expression(value));
  }

  private static String answer(Step.Answer answer) {
    return (answer.approved() ? "approve by " : "reject by ")
        + Spelling.quoted(answer.person().value())
        + " of "
        + Spelling.quoted(answer.group().value());
  }

  private Doc request(Step.Request request) {
    List<Doc> parts = new ArrayList<>();
    parts.add(Doc.text(target(request)));
    boolean simple = isSimple(request);
    if (request.attributes() != null) {
      parts.add(Doc.text(" "));
      parts.add(expressions.record(request.attributes()));
    }
    parts.add(Doc.indent(4, simple ? Doc.Line.OR_BLANK : Doc.text(" "), expected(request)));
    return Doc.group(Doc.concat(parts));
  }

  private static String target(Step.Request request) {
    String action = Spelling.name(request.action());
    return switch (request.resource()) {
      case null -> action;
      case Expression.TextLiteral text -> action + " on " + Spelling.quoted(text.value());
      case Expression.Path path -> action + " on " + path.steps().getFirst();
      default -> throw new IllegalArgumentException("a resource is a text or a variable");
    };
  }

  private Doc expected(Step.Request request) {
    String reported = request.reported() == null ? "" : " then " + request.reported().word();
    return Doc.concat(Doc.text("=> "), outcomes.outcome(request.expected()), Doc.text(reported));
  }

  /** Runs of requests, one right below the other: action and resource, attributes, outcome. */
  private void align(List<Step> steps, int width) {
    List<Step.Request> run = new ArrayList<>();
    for (Step step : steps) {
      boolean simple = step instanceof Step.Request request && isSimple(request);
      boolean follows =
          run.isEmpty() || !trivia.blankBetween(run.getLast().span().end(), step.span().start());
      if (!simple || !follows) {
        alignRun(run, width);
        run.clear();
      }
      if (simple) {
        run.add((Step.Request) step);
      }
    }
    alignRun(run, width);
  }

  private boolean isSimple(Step.Request request) {
    boolean plain = request.attributes() == null || !expressions.keepsComment(request.attributes());
    return plain && !outcomes.keepsComment(request.expected());
  }

  private void alignRun(List<Step.Request> run, int width) {
    List<List<String>> rows = run.stream().map(this::columns).toList();
    List<String> lines = Columns.align(rows);
    if (run.size() > 1 && lines.stream().allMatch(line -> line.length() <= width)) {
      for (int i = 0; i < run.size(); i++) {
        aligned.put(run.get(i), lines.get(i));
      }
    }
  }

  private List<String> columns(Step.Request request) {
    Expression.RecordLiteral attributes = request.attributes();
    String given = attributes == null ? "" : Layout.flat(expressions.record(attributes));
    return List.of(target(request), given, Layout.flat(expected(request)));
  }

  private Doc delegate(Step.Delegate delegate) {
    Doc header =
        Doc.concat(
            Doc.text("delegate " + Clauses.names(delegate.capabilities())),
            Clauses.on(delegate.on()),
            Doc.text(" to " + Spelling.quoted(delegate.agent().value())),
            Doc.text(Clauses.optional(" expires ", delegate.expires())));
    Doc block = clauses.block(delegate, header, delegate.clauses());
    return delegate.expected() == null
        ? block
        : Doc.concat(block, Doc.text(" => "), outcomes.outcome(delegate.expected()));
  }

  /** {@code header { STEPS }}: a single short request stays on the line. */
  private Doc block(Node whole, String header, List<Step> steps, int width) {
    if (!trivia.hasCommentIn(whole)) {
      if (steps.isEmpty()) {
        return Doc.text(header + " {}");
      }
      if (steps.size() == 1 && steps.getFirst() instanceof Step.Request request) {
        String inline = header + " { " + Layout.flat(request(request)) + " }";
        if (inline.length() <= Math.min(MAX_INLINE, width)) {
          return Doc.text(inline);
        }
      }
    }
    int end = whole.span().end();
    Doc opening = trivia.opening(steps.isEmpty() ? end : steps.getFirst().span().start());
    return Clauses.braces(Doc.text(header), opening, steps(steps, end, width - 2));
  }
}
