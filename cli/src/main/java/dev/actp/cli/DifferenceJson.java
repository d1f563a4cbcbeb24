package dev.actp.cli;

import dev.actp.compiler.diff.Change;
import dev.actp.compiler.diff.Difference;
import dev.actp.compiler.diff.Witness;
import dev.actp.compiler.diff.WitnessText;
import dev.actp.runtime.json.ValueWriter;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.value.Value;
import org.jspecify.annotations.Nullable;

/** A difference as programs read it: one object. */
record DifferenceJson(LoadedPolicies before, LoadedPolicies after) {

  String of(Difference difference) {
    return ValueWriter.text(
        Documents.of(
            "changes",
            difference.changes().stream().map(this::change).toList(),
            "notShown",
            (int) difference.notShown(),
            "restarts",
            (int) difference.restarts(),
            "versions",
            difference.renamed()));
  }

  private Value.Struct change(Change change) {
    return Documents.of(
        "policy", change.policy(),
        "capability", change.capability(),
        "directions", change.directions().stream().map(way -> way.word()).toList(),
        "shown", Value.Bool.of(change.shown()),
        "before", source(change.before(), before),
        "after", source(change.after(), after),
        "witnesses", change.witnesses().stream().map(DifferenceJson::witness).toList(),
        "restarts", change.restarts().stream().map(Source::text).toList());
  }

  private static Value.Struct source(@Nullable Source source, LoadedPolicies where) {
    return source == null
        ? Value.Struct.EMPTY
        : Documents.of("text", source.text(), "place", where.place(source));
  }

  private static Value.Struct witness(Witness witness) {
    return Documents.of(
        "direction", witness.direction().word(),
        "steps", WitnessText.lines(witness),
        "before", witness.before(),
        "after", witness.after());
  }
}
