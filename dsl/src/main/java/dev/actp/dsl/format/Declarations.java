package dev.actp.dsl.format;

import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Field;
import dev.actp.dsl.syntax.Import;
import dev.actp.dsl.syntax.Node;
import dev.actp.dsl.syntax.PolicyFile;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.Type;
import dev.actp.dsl.syntax.WindowItem;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints policies, guardrails and libraries. */
final class Declarations {
  private final Expressions expressions;
  private final Clauses clauses;

  Declarations(Expressions expressions, Clauses clauses) {
    this.expressions = expressions;
    this.clauses = clauses;
  }

  /** The header, the imports and the declarations. */
  List<Entry> entries(PolicyFile file) {
    List<Entry> entries = new ArrayList<>();
    Span named = file.version() == null ? file.name().span() : file.version().span();
    Span header = file.span().upTo(named);
    entries.add(new Entry(file.documentation(), 0, header, () -> Doc.text(header(file))));
    for (Import imported : file.imports()) {
      String line = "import " + Spelling.quoted(imported.path().value());
      entries.add(new Entry(imported.documentation(), 1, imported.span(), () -> Doc.text(line)));
    }
    for (Declaration declaration : file.declarations()) {
      entries.add(
          new Entry(
              declaration.documentation(),
              kind(declaration),
              declaration.span(),
              () -> declaration(declaration)));
    }
    return entries;
  }

  private static String header(PolicyFile file) {
    String name = file.kind().word() + " " + Spelling.quoted(file.name().text());
    return file.version() == null
        ? name
        : name + " version " + Spelling.quoted(file.version().value());
  }

  Doc declaration(Declaration declaration) {
    return switch (declaration) {
      case Declaration.Session session -> Doc.concat(Doc.text("session "), field(session.field()));
      case Declaration.Agent agent -> Doc.concat(Doc.text("agent "), field(agent.field()));
      case Declaration.Action action -> action(action);
      case Declaration.Window window -> window(window);
      case Declaration.NamedList list ->
          Doc.concat(
              Doc.text("list " + Spelling.name(list.name()) + " = "),
              expressions.list(list.elements()));
      case Declaration.ClauseSet set -> {
        Doc header = Doc.text("clauses " + Spelling.name(set.name()));
        yield clauses.block(set, header, set.clauses());
      }
      case Declaration.Capability capability -> capability(capability);
      case Declaration.Forbid forbid ->
          Doc.concat(
              Doc.text("forbid "), clauses.scope(forbid.scope()), clauses.when(forbid.when()));
      case Declaration.RequiredApproval approval ->
          Doc.concat(
              Doc.text("approval " + Clauses.approvers(approval.approvers()) + " for "),
              clauses.scope(approval.scope()),
              clauses.when(approval.when()),
              Doc.text(Clauses.optional(" expires ", approval.expires())));
      case Declaration.Quota quota -> quota(quota);
      case Declaration.Breaker breaker -> Doc.text(breaker(breaker));
      case Declaration.Decoy decoy ->
          Doc.concat(Doc.text("decoy"), Clauses.items(decoy.resources()));
      case Declaration.Delegation delegation ->
          Doc.text(
              "delegation depth "
                  + delegation.depth()
                  + (delegation.attenuated() ? " attenuated" : ""));
      case Declaration.TokenLifetime lifetime ->
          Doc.text("token lifetime at most " + lifetime.maximum());
      case Declaration.Audit audit -> audit(audit);
      case Declaration.Monitor monitor -> Doc.text("mode monitor until " + monitor.until());
      case Declaration.Explain explain -> Doc.text("explain agents " + explain.level().word());
    };
  }

  /** The {@code ...} behind the parameters, as the last of them. */
  private record Rest(Span span) implements Node {
    static Rest of(Span action) {
      return new Rest(
          action.file().map(f -> Span.of(f, action.end() - 1, action.end())).orElse(Span.NONE));
    }
  }

  private Doc action(Declaration.Action action) {
    List<Node> items = new ArrayList<>(action.parameters());
    if (action.open()) {
      items.add(Rest.of(action.span()));
    }
    String open = "action " + Spelling.name(action.name()) + "(";
    return expressions.bracketed(action, open, Doc.Line.OR_NOTHING, items, this::parameter, ")");
  }

  private Doc parameter(Node item) {
    return item instanceof Field field ? field(field) : Doc.text("...");
  }

  private Doc field(Field field) {
    return Doc.concat(
        Doc.text(Spelling.name(field.name()) + ": "),
        type(field.type()),
        Doc.text(field.optional() ? " optional" : ""));
  }

  Doc type(Type type) {
    return switch (type) {
      case Type.Named named -> Doc.text(named.name().text());
      case Type.ListOf list -> Doc.concat(Doc.text("list<"), type(list.element()), Doc.text(">"));
      case Type.SetOf set -> Doc.concat(Doc.text("set<"), type(set.element()), Doc.text(">"));
      case Type.RecordOf record ->
          expressions.bracketed(record, "{", Doc.Line.OR_BLANK, record.fields(), this::field, "}");
    };
  }

  private static Doc window(Declaration.Window window) {
    List<Doc> items = window.items().stream().map(item -> Doc.text(item(item))).toList();
    return Doc.concat(
        Doc.text("window " + Spelling.name(window.name()) + " ="),
        Doc.group(
            Doc.indent(
                4,
                Doc.Line.OR_BLANK,
                Doc.join(Doc.concat(Doc.text(","), Doc.Line.OR_BLANK), items),
                Doc.text(" in " + Spelling.quoted(window.zone().value())))));
  }

  private static String item(WindowItem item) {
    return switch (item) {
      case WindowItem.Weekdays days ->
          day(days.from())
              + (days.from() == days.to() ? "" : "-" + day(days.to()))
              + " "
              + hours(days.hours());
      case WindowItem.Daily daily -> "daily " + hours(daily.hours());
      case WindowItem.Dates dates ->
          dates.from().equals(dates.to())
              ? dates.from().toString()
              : dates.from() + ".." + dates.to();
    };
  }

  private static String day(DayOfWeek day) {
    return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
  }

  private static String hours(WindowItem.ClockRange hours) {
    return "%02d:%02d-%02d:%02d"
        .formatted(hours.from() / 60, hours.from() % 60, hours.to() / 60, hours.to() % 60);
  }

  private Doc capability(Declaration.Capability capability) {
    return clauses.block(capability, head(capability), capability.clauses());
  }

  static Doc head(Declaration.Capability capability) {
    String alias = capability.alias() == null ? "" : " as " + Spelling.name(capability.alias());
    return Doc.concat(
        Doc.text("capability " + Clauses.names(capability.actions()) + alias),
        Clauses.on(capability.resources()));
  }

  private Doc quota(Declaration.Quota quota) {
    List<Doc> parts = new ArrayList<>();
    parts.add(Doc.text("quota "));
    parts.add(expressions.sum(quota.maximum()));
    if (quota.measure() != null) {
      parts.add(Doc.text(" of "));
      parts.add(expressions.sum(quota.measure()));
    }
    parts.add(Doc.text(" " + Clauses.period(quota.period())));
    if (quota.scope() != null) {
      parts.add(Doc.text(" for "));
      parts.add(clauses.scope(quota.scope()));
    }
    parts.add(Doc.text(Clauses.each(quota.each())));
    return Doc.concat(parts);
  }

  private static String breaker(Declaration.Breaker breaker) {
    return "breaker "
        + breaker.denials()
        + " denials in "
        + breaker.within()
        + " suspends "
        + breaker.suspends();
  }

  private Doc audit(Declaration.Audit audit) {
    Doc retain = Doc.text("audit" + Clauses.optional(" retain ", audit.retain()));
    return audit.redact() == null
        ? retain
        : Doc.concat(retain, Doc.text(" redact "), expressions.sum(audit.redact()));
  }

  /** Sessions and agents, rules, and settings are one kind each. */
  private static int kind(Declaration declaration) {
    return switch (declaration) {
      case Declaration.Session session -> 2;
      case Declaration.Agent agent -> 2;
      case Declaration.Action action -> 3;
      case Declaration.Window window -> 4;
      case Declaration.NamedList list -> 5;
      case Declaration.ClauseSet set -> 6;
      case Declaration.Capability capability -> 7;
      case Declaration.Forbid forbid -> 8;
      case Declaration.RequiredApproval approval -> 8;
      case Declaration.Quota quota -> 9;
      case Declaration.Breaker breaker -> 9;
      case Declaration.Decoy decoy -> 9;
      case Declaration.Delegation delegation -> 9;
      case Declaration.TokenLifetime lifetime -> 9;
      case Declaration.Audit audit -> 9;
      case Declaration.Monitor monitor -> 9;
      case Declaration.Explain explain -> 9;
    };
  }
}
