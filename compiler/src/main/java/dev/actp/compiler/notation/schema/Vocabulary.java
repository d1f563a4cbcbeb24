package dev.actp.compiler.notation.schema;

import dev.actp.compiler.notation.document.Findings;
import dev.actp.compiler.notation.document.Pointer;
import dev.actp.compiler.resolve.Suggestion;
import dev.actp.runtime.value.Value;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiConsumer;

/** The keys of an object whose standard lets others be. */
final class Vocabulary {
  private Vocabulary() {}

  /** A key that is nearly a known one is a problem; one that is like none may be somebody's own. */
  static void refuseMisspelt(
      SortedMap<String, Value> members, Set<String> known, String at, Findings findings) {
    look(members, known, at, findings::problem);
  }

  /** Only known keys and extensions ({@code x-…}) may stand here. */
  static void refuseUnknown(
      SortedMap<String, Value> members, Set<String> known, String at, Findings findings) {
    for (String key : members.keySet()) {
      if (!known.contains(key) && !key.startsWith("x-")) {
        String hint =
            Suggestion.nearest(key, known)
                .map(name -> ": did you mean `" + name + "`?")
                .orElse(" here: an extension starts with `x-`");
        findings.problem(
            at + "/" + Pointer.step(key), Findings.shown(key) + " is not known" + hint);
      }
    }
  }

  /** A key may be anybody's here; one that is nearly a known one is worth a look. */
  static void warnOfMisspelt(
      SortedMap<String, Value> members, Set<String> known, String at, Findings findings) {
    look(members, known, at, findings::warn);
  }

  private static void look(
      SortedMap<String, Value> members,
      Set<String> known,
      String at,
      BiConsumer<String, String> report) {
    for (String key : members.keySet()) {
      Optional<String> near =
          known.contains(key) || key.startsWith("x-")
              ? Optional.empty()
              : Suggestion.nearest(key, known).filter(name -> !members.containsKey(name));
      near.ifPresent(
          name ->
              report.accept(
                  at + "/" + Pointer.step(key),
                  Findings.shown(key) + " is not known: did you mean `" + name + "`?"));
    }
  }
}
