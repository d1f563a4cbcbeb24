package dev.actp.compiler.notation;

import dev.actp.compiler.notation.document.Findings;
import dev.actp.compiler.notation.document.Pointer;
import dev.actp.compiler.resolve.Suggestion;
import dev.actp.runtime.value.Value;
import java.util.Set;

/** The keys of an object: an unknown one is an error that names the nearest known one. */
final class Keys {
  private Keys() {}

  static void refuseUnknown(
      Value.Struct object, Set<String> known, String pointer, Findings findings) {
    for (String key : object.members().keySet()) {
      if (!known.contains(key)) {
        String hint =
            Suggestion.nearest(key, known)
                .map(near -> "did you mean `" + near + "`?")
                .orElse("known are " + String.join(", ", known.stream().sorted().toList()));
        findings.problem(
            pointer + "/" + Pointer.step(key), Findings.shown(key) + " is not known: " + hint);
      }
    }
  }
}
