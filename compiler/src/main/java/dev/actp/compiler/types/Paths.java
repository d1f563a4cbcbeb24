package dev.actp.compiler.types;

import dev.actp.compiler.resolve.Report;
import dev.actp.compiler.resolve.Suggestion;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.Words;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.value.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** Names and the members taken from them. */
final class Paths {
  private final ExpressionChecker checker;
  private final Environment environment;
  private final Report report;
  private final Map<String, Shape> untyped = new HashMap<>();

  Paths(ExpressionChecker checker, Environment environment) {
    this.checker = checker;
    this.environment = environment;
    this.report = environment.report();
  }

  /** A path whose value is used: what is optional has to be guarded. */
  Typed read(Expression.Path path, Flow flow) {
    return follow(path, flow, false);
  }

  /** A path that is only asked for: its last member may be absent. */
  Typed asked(Expression.Path path, Flow flow) {
    return follow(path, flow, true);
  }

  private Typed follow(Expression.Path path, Flow flow, boolean asked) {
    return switch (path.root()) {
      case BARE -> bare(path, flow, asked);
      case CONTEXT -> context(path, flow, asked);
      case SESSION -> session(path, flow, asked);
      case AGENT -> agent(path, flow, asked);
      case RESOURCE -> root(path, Expr.Root.RESOURCE, Shapes.STRING);
      case ACTION -> root(path, Expr.Root.ACTION, Shapes.STRING);
      case REQUEST -> request(path);
      case NOW -> root(path, Expr.Root.NOW, Shapes.TIMESTAMP);
    };
  }

  private Typed bare(Expression.Path path, Flow flow, boolean asked) {
    Name name = path.steps().getFirst();
    Shape variable = flow.variables().get(name.text());
    if (variable != null) {
      Typed start = Typed.of(path, variable, () -> new Expr.Variable(name.text()));
      return members(path, start, 1, flow, asked);
    }
    Declaration.NamedList list = environment.scope().lists().get(name.text());
    if (list == null) {
      return attribute(path, flow, asked, true);
    }
    if (environment.attributes().declares(name.text())) {
      report.error(
          Code.AMBIGUOUS_NAME,
          "`" + name + "` is both an attribute and a list",
          name.span(),
          "write `context." + name + "` for the attribute, or give the list another name");
      return Typed.wrong(path);
    }
    if (path.steps().size() > 1) {
      return noMembers(path, 1, "list");
    }
    Typed elements = checker.check(list.elements(), Flow.START);
    return new Typed(path, elements.shape(), true, elements.lowering());
  }

  private Typed context(Expression.Path path, Flow flow, boolean asked) {
    if (path.steps().isEmpty()) {
      report.error(
          Code.NOT_A_VALUE,
          "`context` is all attributes together, no value",
          path.span(),
          "name one, such as `context.amount`; all together they are only an argument of"
              + " `sensitive`");
      return Typed.wrong(path);
    }
    return attribute(path, flow, asked, false);
  }

  private Typed attribute(Expression.Path path, Flow flow, boolean asked, boolean bare) {
    Name name = path.steps().getFirst();
    return switch (environment.attributes().find(name, bare)) {
      case Attributes.Objection objection -> {
        report.add(objection.diagnostic());
        yield Typed.wrong(path);
      }
      case Attributes.Attribute found -> {
        Type type = found.type();
        Shape shape =
            type == null
                ? untyped.computeIfAbsent(name.text(), n -> Unknown.attribute())
                : Shape.of(type);
        Typed start = Typed.of(path, shape, () -> new Expr.Attribute(name.text(), shape.type()));
        yield from(path, start, found.optional(), flow, asked);
      }
    };
  }

  private Typed session(Expression.Path path, Flow flow, boolean asked) {
    return declared(
        path,
        flow,
        asked,
        environment.declarations().session(),
        "session",
        Code.UNKNOWN_SESSION_VALUE);
  }

  private Typed agent(Expression.Path path, Flow flow, boolean asked) {
    String first = path.steps().isEmpty() ? "" : path.steps().getFirst().text();
    return switch (first) {
      case "id" ->
          members(path, Typed.of(path, Shapes.STRING, () -> Expr.Root.AGENT_ID), 1, flow, asked);
      case "name" ->
          members(path, Typed.of(path, Shapes.STRING, () -> Expr.Root.AGENT_NAME), 1, flow, asked);
      default ->
          declared(
              path,
              flow,
              asked,
              environment.declarations().agent(),
              "agent",
              Code.UNKNOWN_AGENT_VALUE);
    };
  }

  private Typed declared(
      Expression.Path path,
      Flow flow,
      boolean asked,
      SortedMap<String, Type.Member> values,
      String root,
      Code unknown) {
    if (path.steps().isEmpty()) {
      report.error(
          Code.NOT_A_VALUE,
          "`" + root + "` is no value",
          path.span(),
          "name one of its values, such as `"
              + root
              + "."
              + (root.equals("agent") ? "id" : "customer_id")
              + "`");
      return Typed.wrong(path);
    }
    Name name = path.steps().getFirst();
    Type.Member member = values.get(name.text());
    if (member == null) {
      reportUnknown(unknown, root, name, values.keySet(), report);
      return Typed.wrong(path);
    }
    Shape shape = Shape.of(member.type());
    Typed start =
        Typed.of(
            path,
            shape,
            () ->
                root.equals("session")
                    ? new Expr.SessionValue(name.text(), shape.type())
                    : new Expr.AgentValue(name.text(), shape.type()));
    return from(path, start, member.optional(), flow, asked);
  }

  /** Says that nothing declares {@code session.name} or {@code agent.name}. */
  static void reportUnknown(Code code, String root, Name name, Set<String> known, Report report) {
    TreeSet<String> all = new TreeSet<>(known);
    if (root.equals("agent")) {
      all.addAll(List.of("id", "name"));
    }
    report.error(
        code,
        "`" + root + "." + name + "` is not declared",
        name.span(),
        Suggestion.nearest(name.text(), all)
            .map(n -> "did you mean `" + root + "." + n + "`?")
            .orElse("declare it: `" + root + " " + name + ": string`"));
  }

  private Typed root(Expression.Path path, Expr.Root root, Shape shape) {
    return path.steps().isEmpty()
        ? Typed.of(path, shape, () -> root)
        : noMembers(path, 0, shape.words());
  }

  private Typed request(Expression.Path path) {
    String first = path.steps().isEmpty() ? "" : path.steps().getFirst().text();
    if (path.steps().size() == 1 && first.equals("ip")) {
      return Typed.of(path, Shapes.IP, () -> Expr.Root.REQUEST_IP);
    }
    if (path.steps().size() == 1 && first.equals("reason")) {
      return Typed.of(path, Shapes.STRING, () -> Expr.Root.REQUEST_REASON);
    }
    report.error(
        Code.UNKNOWN_MEMBER,
        "a request has nothing but `request.ip` and `request.reason`",
        path.span(),
        path.steps().size() == 1
            ? "an attribute of the request is written `" + first + "` or `context." + first + "`"
            : null);
    return Typed.wrong(path);
  }

  /** The rest of a path behind an attribute, session or agent value. */
  private Typed from(
      Expression.Path path, Typed start, boolean optional, Flow flow, boolean asked) {
    if (optional && !(asked && path.steps().size() == 1)) {
      demandGuard(prefix(path, 1), path.span(), flow);
    }
    return members(path, start, 1, flow, asked);
  }

  private Typed members(Expression.Path path, Typed start, int from, Flow flow, boolean asked) {
    Typed reached = start;
    for (int i = from; i < path.steps().size() && !reached.isWrong(); i++) {
      boolean last = i == path.steps().size() - 1;
      Expression.Path whole = prefix(path, i + 1);
      reached = member(reached, path, path.steps().get(i), whole, flow, asked && last);
    }
    return reached;
  }

  private Typed member(
      Typed of, Expression path, Name step, Expression whole, Flow flow, boolean asked) {
    if (of.shape().settled() instanceof Unknown unknown
        && unknown.need() == Unknown.Need.ANYTHING) {
      report.error(
          Code.NEEDS_DECLARATION,
          "the members of an attribute without a declared type are unknown",
          step.span(),
          "declare the action, with a record: `{ " + step + ": TYPE }`");
      return Typed.wrong(path);
    }
    if (!(of.shape().settled() instanceof Shape.RecordOf fields)) {
      report.error(
          Code.UNKNOWN_MEMBER, "a `" + of.shape().words() + "` has no members", step.span());
      return Typed.wrong(path);
    }
    Type.Member member = fields.members().get(step.text());
    if (member == null) {
      report.error(
          Code.UNKNOWN_MEMBER,
          "there is no member `" + step + "`",
          step.span(),
          Suggestion.help(
              step.text(),
              fields.members().keySet(),
              "its members are `" + String.join("`, `", fields.members().keySet()) + "`"));
      return Typed.wrong(path);
    }
    if (member.optional() && !asked) {
      demandGuard(whole, step.span(), flow);
    }
    return Typed.of(path, Shape.of(member.type()), () -> new Expr.Member(of.lower(), step.text()));
  }

  /** Members taken from what a call gives. */
  Typed select(Expression.Select select, Typed call, Flow flow) {
    Typed reached = call;
    for (int i = 0; i < select.steps().size() && !reached.isWrong(); i++) {
      Expression whole =
          new Expression.Select(select.call(), select.steps().subList(0, i + 1), Span.NONE);
      reached = member(reached, select, select.steps().get(i), whole, flow, false);
    }
    return reached;
  }

  private void demandGuard(Expression path, Span span, Flow flow) {
    if (flow.has(path)) {
      return;
    }
    String text = words(path);
    String help =
        switch (environment.place()) {
          case REQUIRE, CONDITION ->
              "write `present("
                  + text
                  + ") and ...`, or `not present("
                  + text
                  + ") or ...` where its absence is fine";
          case MEASURE, KEY -> "nothing can guard it here: declare it without `optional`";
        };
    report.error(Code.UNGUARDED, "`" + text + "` may be absent", span, help);
  }

  private static Expression.Path prefix(Expression.Path path, int steps) {
    return new Expression.Path(path.root(), path.steps().subList(0, steps), Span.NONE);
  }

  private static String words(Expression path) {
    if (!(path instanceof Expression.Path p)) {
      return path.span().text();
    }
    String dotted = String.join(".", p.steps().stream().map(Name::text).toList());
    return switch (p.root()) {
      case BARE -> dotted;
      case CONTEXT ->
          Words.isBareAttribute(p.steps().getFirst().text()) ? dotted : "context." + dotted;
      case SESSION, AGENT, RESOURCE, ACTION, REQUEST, NOW ->
          p.root().name().toLowerCase(Locale.ROOT) + "." + dotted;
    };
  }

  private Typed noMembers(Expression.Path path, int from, String what) {
    report.error(
        Code.UNKNOWN_MEMBER, "a `" + what + "` has no members", path.steps().get(from).span());
    return Typed.wrong(path);
  }
}
