package dev.actp.dsl.parser;

import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.parser.grammar.ActpParser;
import dev.actp.dsl.parser.grammar.ActpParser.ActionDeclarationContext;
import dev.actp.dsl.parser.grammar.ActpParser.ApprovalDeclarationContext;
import dev.actp.dsl.parser.grammar.ActpParser.AuditDeclarationContext;
import dev.actp.dsl.parser.grammar.ActpParser.BreakerDeclarationContext;
import dev.actp.dsl.parser.grammar.ActpParser.CapabilityDeclarationContext;
import dev.actp.dsl.parser.grammar.ActpParser.ClausesDeclarationContext;
import dev.actp.dsl.parser.grammar.ActpParser.DeclarationContext;
import dev.actp.dsl.parser.grammar.ActpParser.DelegationDeclarationContext;
import dev.actp.dsl.parser.grammar.ActpParser.ExplainDeclarationContext;
import dev.actp.dsl.parser.grammar.ActpParser.FieldContext;
import dev.actp.dsl.parser.grammar.ActpParser.FieldDeclarationContext;
import dev.actp.dsl.parser.grammar.ActpParser.ForbidDeclarationContext;
import dev.actp.dsl.parser.grammar.ActpParser.HeaderContext;
import dev.actp.dsl.parser.grammar.ActpParser.ImportDeclarationContext;
import dev.actp.dsl.parser.grammar.ActpParser.PatternsContext;
import dev.actp.dsl.parser.grammar.ActpParser.PolicyFileContext;
import dev.actp.dsl.parser.grammar.ActpParser.QuotaDeclarationContext;
import dev.actp.dsl.parser.grammar.ActpParser.TargetContext;
import dev.actp.dsl.parser.grammar.ActpParser.TypeContext;
import dev.actp.dsl.parser.grammar.ActpParser.WindowDeclarationContext;
import dev.actp.dsl.syntax.ActionTarget;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Field;
import dev.actp.dsl.syntax.Import;
import dev.actp.dsl.syntax.PolicyFile;
import dev.actp.dsl.syntax.Scope;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds policies, guardrails and libraries. */
final class Declarations {
  private final Leaves leaves;
  private final Literals literals;
  private final Times times;
  private final Expressions expressions;
  private final Clauses clauses;
  private final Docs docs;
  private final Reports reports;

  Declarations(TreeBuilder builder) {
    this.leaves = builder.leaves;
    this.literals = builder.literals;
    this.times = builder.times;
    this.expressions = builder.expressions;
    this.clauses = builder.clauses;
    this.docs = builder.docs;
    this.reports = builder.reports;
  }

  PolicyFile file(PolicyFileContext node) {
    List<Import> imports = new ArrayList<>();
    List<Declaration> declarations = new ArrayList<>();
    List<String> documentation = docs.of(node);
    for (DeclarationContext declaration : node.declaration()) {
      if (declaration instanceof ImportDeclarationContext imported) {
        imports.add(imported(imported, declarations.isEmpty()));
      } else {
        declarations.add(declaration(declaration));
      }
    }
    HeaderContext header = node.header();
    return new PolicyFile(
        documentation,
        kind(header),
        leaves.name(header.name()),
        leaves.textOrNull(header.text()),
        imports,
        declarations,
        leaves.span(node));
  }

  private static PolicyFile.Kind kind(HeaderContext node) {
    if (node.LIBRARY() != null) {
      return PolicyFile.Kind.LIBRARY;
    }
    return node.POLICY() == null ? PolicyFile.Kind.GUARDRAIL : PolicyFile.Kind.POLICY;
  }

  private Import imported(ImportDeclarationContext node, boolean first) {
    if (!first) {
      String message = "an import behind other declarations";
      String help = "imports stand right behind the header";
      reports.error(Code.MISPLACED_DECLARATION, message, leaves.span(node), help);
    }
    return new Import(docs.of(node), leaves.text(node.text()), leaves.span(node));
  }

  private Declaration declaration(DeclarationContext node) {
    List<String> doc = docs.of(node);
    Span span = leaves.span(node);
    return switch (node) {
      case FieldDeclarationContext d -> field(d, doc, span);
      case ActionDeclarationContext d -> action(d, doc, span);
      case WindowDeclarationContext d -> window(d, doc, span);
      case ActpParser.ListDeclarationContext d ->
          new Declaration.NamedList(doc, leaves.name(d.name()), expressions.list(d.list()), span);
      case ClausesDeclarationContext d ->
          new Declaration.ClauseSet(doc, leaves.name(d.name()), clauses.clauses(d.clause()), span);
      case CapabilityDeclarationContext d -> capability(d, doc, span);
      case ForbidDeclarationContext d -> forbid(d, doc, span);
      case ApprovalDeclarationContext d -> approval(d, doc, span);
      case QuotaDeclarationContext d -> quota(d, doc, span);
      default -> setting(node, doc, span);
    };
  }

  private Declaration setting(DeclarationContext node, List<String> doc, Span span) {
    return switch (node) {
      case BreakerDeclarationContext d -> breaker(d, doc, span);
      case ActpParser.DecoyDeclarationContext d ->
          new Declaration.Decoy(doc, leaves.patterns(d.patterns()), span);
      case DelegationDeclarationContext d ->
          new Declaration.Delegation(doc, leaves.count(d.count()), d.ATTENUATED() != null, span);
      case ActpParser.LifetimeDeclarationContext d ->
          new Declaration.TokenLifetime(doc, leaves.length(d.duration()), span);
      case AuditDeclarationContext d -> audit(d, doc, span);
      case ActpParser.MonitorDeclarationContext d ->
          new Declaration.Monitor(doc, times.date(d.date().getText(), leaves.span(d.date())), span);
      case ExplainDeclarationContext d -> explain(d, doc, span);
      default -> throw new IllegalStateException("no such declaration");
    };
  }

  private Declaration field(FieldDeclarationContext node, List<String> doc, Span span) {
    Field field = field(node.field());
    return node.SESSION() == null
        ? new Declaration.Agent(doc, field, span)
        : new Declaration.Session(doc, field, span);
  }

  private Field field(FieldContext node) {
    boolean optional = node.OPTIONAL() != null;
    return new Field(leaves.name(node.name()), type(node.type()), optional, leaves.span(node));
  }

  private Type type(TypeContext node) {
    Span span = leaves.span(node);
    if (node.type() != null) {
      Type element = type(node.type());
      return node.LIST() == null ? new Type.SetOf(element, span) : new Type.ListOf(element, span);
    }
    return node.identifier() == null
        ? new Type.RecordOf(node.field().stream().map(this::field).toList(), span)
        : new Type.Named(leaves.name(node.identifier()), span);
  }

  private Declaration action(ActionDeclarationContext node, List<String> doc, Span span) {
    ActpParser.@Nullable ParametersContext parameters = node.parameters();
    List<Field> fields =
        parameters == null ? List.of() : parameters.field().stream().map(this::field).toList();
    boolean open = parameters != null && parameters.ELLIPSIS() != null;
    return new Declaration.Action(doc, leaves.name(node.name()), fields, open, span);
  }

  private Declaration window(WindowDeclarationContext node, List<String> doc, Span span) {
    return new Declaration.Window(
        doc,
        leaves.name(node.name()),
        node.windowItem().stream().map(times::item).toList(),
        leaves.text(node.text()),
        span);
  }

  private Declaration capability(CapabilityDeclarationContext node, List<String> doc, Span span) {
    return new Declaration.Capability(
        doc,
        leaves.names(node.names()),
        leaves.nameOrNull(node.name()),
        leaves.patterns(node.patterns()),
        clauses.clauses(node.clause()),
        span);
  }

  private Declaration forbid(ForbidDeclarationContext node, List<String> doc, Span span) {
    Scope scope = scope(node.target(), node.patterns());
    return new Declaration.Forbid(doc, scope, clauses.expressionOrNull(node.expression()), span);
  }

  private Declaration approval(ApprovalDeclarationContext node, List<String> doc, Span span) {
    return new Declaration.RequiredApproval(
        doc,
        clauses.approvers(node.approvers()),
        scope(node.target(), node.patterns()),
        clauses.expressionOrNull(node.expression()),
        leaves.lengthOrNull(node.duration()),
        span);
  }

  private Declaration quota(QuotaDeclarationContext node, List<String> doc, Span span) {
    Expression maximum = literals.positive(node.amount());
    if (node.sum() == null && !(maximum instanceof Expression.IntLiteral)) {
      String help = "for a budget write what is summed, as in `quota 500 of amount per day`";
      reports.unexpected("a whole number of uses", leaves.span(node.amount()), help);
    }
    return new Declaration.Quota(
        doc,
        maximum,
        node.sum() == null ? null : expressions.sum(node.sum()),
        clauses.period(node.period()),
        node.target() == null ? null : scope(node.target(), node.patterns()),
        clauses.each(node.each()),
        span);
  }

  Scope scope(TargetContext target, @Nullable PatternsContext patterns) {
    Span span = leaves.span(target);
    Span whole = patterns == null ? span : span.to(leaves.span(patterns));
    return new Scope(target(target, span), leaves.patterns(patterns), whole);
  }

  private ActionTarget target(TargetContext node, Span span) {
    return node.name() == null
        ? new ActionTarget.Any(leaves.patternOrNull(node.pattern()), span)
        : new ActionTarget.Named(leaves.name(node.name()), span);
  }

  private Declaration breaker(BreakerDeclarationContext node, List<String> doc, Span span) {
    return new Declaration.Breaker(
        doc,
        leaves.positive(node.count()),
        leaves.length(node.duration(0)),
        leaves.length(node.duration(1)),
        span);
  }

  private Declaration audit(AuditDeclarationContext node, List<String> doc, Span span) {
    return new Declaration.Audit(
        doc,
        leaves.lengthOrNull(node.duration()),
        node.listOrName() == null ? null : clauses.listOrName(node.listOrName()),
        span);
  }

  private Declaration explain(ExplainDeclarationContext node, List<String> doc, Span span) {
    List<Declaration.Explain.Level> levels = List.of(Declaration.Explain.Level.values());
    Declaration.Explain.Level level =
        leaves.oneOf(levels, Declaration.Explain.Level::word, node.level(), "a level");
    return new Declaration.Explain(doc, level, span);
  }
}
