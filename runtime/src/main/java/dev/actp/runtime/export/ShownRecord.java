package dev.actp.runtime.export;

import dev.actp.runtime.json.JsonLimits;
import dev.actp.runtime.json.StrictJson;
import dev.actp.runtime.ledger.RecordedSubject;
import dev.actp.runtime.registry.AuditRecord;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as it is shown: the members that people look for first, and the record itself with what
 * is kept beside it.
 *
 * @param leaf the record's members
 */
public record ShownRecord(AuditRecord record, Value.Struct leaf) {
  /** The members that every form begins with, in their order; those of a record's kind. */
  public static final List<String> COLUMNS =
      List.of(
          "audit_id",
          "at",
          "kind",
          "agent",
          "action",
          "resource",
          "decision",
          "reason",
          "act",
          "target",
          "leaf_hash");

  private static final JsonLimits LIMITS = new JsonLimits(4 * 1024 * 1024, 64);

  /** A record, taken apart. */
  public static ShownRecord of(AuditRecord record) {
    return StrictJson.readObject(record.leaf(), LIMITS)
            instanceof StrictJson.Reading.Document(Value.Struct leaf)
        ? new ShownRecord(record, leaf)
        : new ShownRecord(record, Value.Struct.EMPTY);
  }

  /** What a column of {@link #COLUMNS} shows; null where the record has nothing of it. */
  public @Nullable String cell(String column) {
    return switch (column) {
      case "audit_id" -> record.auditId();
      case "leaf_hash" -> record.leafHash();
      case "decision" -> decision();
      case "reason" -> first("reasons", "code");
      default -> text(column);
    };
  }

  /** A member of the record that is a text; null where it has none. */
  @Nullable String text(String member) {
    return text(leaf.members().get(member));
  }

  /** The same, or empty. */
  String textOr(String member) {
    String text = text(member);
    return text == null ? "" : text;
  }

  /** A text of the first object in a list; null where there is none. */
  @Nullable String first(String list, String member) {
    return leaf.members().get(list) instanceof Value.Sequence(List<Value> all)
            && !all.isEmpty()
            && all.get(0) instanceof Value.Struct one
        ? text(one.members().get(member))
        : null;
  }

  /** A text within an object; null where there is none. */
  @Nullable String within(String object, String member) {
    return leaf.members().get(object) instanceof Value.Struct one
        ? text(one.members().get(member))
        : null;
  }

  /** The last text of a list; null where there is none. */
  @Nullable String last(String list) {
    return leaf.members().get(list) instanceof Value.Sequence(List<Value> all) && !all.isEmpty()
        ? text(all.get(all.size() - 1))
        : null;
  }

  /** Whether it is a decision, not an act. */
  boolean isDecision() {
    return "decision".equals(text("kind"));
  }

  /** What was to be done: the action of a decision, the name of an act. */
  String operation() {
    String action = text(isDecision() ? "action" : "act");
    return action == null ? "" : action;
  }

  /** What it was to be done with. */
  String object() {
    String object = text(isDecision() ? "resource" : "target");
    return object == null ? "" : object;
  }

  /** Whether it was done, as one word: a decision's, or what became of an act. */
  String result() {
    String decision = decision();
    return decision != null ? decision : text("refused") == null ? "done" : "refused";
  }

  /** In words: {@code denied: refund on order://1}. */
  String summary() {
    String object = object();
    return result() + ": " + operation() + (object.isEmpty() ? "" : " on " + object);
  }

  private @Nullable String decision() {
    String outcome = text("outcome");
    return outcome == null ? null : decision(outcome);
  }

  /** An outcome as it is shown. */
  public static String decision(String outcome) {
    return switch (outcome) {
      case "allow" -> "allowed";
      case "deny" -> "denied";
      default -> outcome;
    };
  }

  /** The names of the values that were there and are erased. */
  public List<String> erased() {
    List<String> erased = new ArrayList<>();
    if (leaf.members().get("sealed") instanceof Value.Struct(var seals)) {
      seals.forEach(
          (name, seal) -> {
            if (!name.equals(RecordedSubject.SOUGHT)
                && !record.context().members().containsKey(name)
                && !(seal instanceof Value.Text(String text) && text.equals("redacted"))) {
              erased.add(name);
            }
          });
    }
    return erased;
  }

  private static @Nullable String text(@Nullable Value value) {
    return value instanceof Value.Text(String text) ? text : null;
  }
}
