package dev.actp.compiler.notation.document;

import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.diagnostic.Severity;
import dev.actp.dsl.syntax.Characters;
import dev.actp.dsl.syntax.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What there is to say about the translation of a document, each thing once; after {@link
 * #MAX_FINDINGS} only that there is more. Not thread-safe.
 */
public final class Findings {
  /** How many are kept; a document that has more needs another look first. */
  static final int MAX_FINDINGS = 200;

  private static final int MAX_SHOWN = 60;

  private final Set<Finding> all = new LinkedHashSet<>();
  private boolean more;

  /**
   * One of them.
   *
   * @param pointer where, as a JSON pointer (RFC 6901)
   * @param message one line, lower case, without a final period
   */
  public record Finding(Severity severity, String pointer, String message) {}

  /** It cannot be translated. */
  public void problem(String pointer, String message) {
    add(new Finding(Severity.ERROR, pointer, message));
  }

  /** It was translated, and not exactly. */
  public void warn(String pointer, String message) {
    add(new Finding(Severity.WARNING, pointer, message));
  }

  private void add(Finding finding) {
    boolean full = all.size() >= MAX_FINDINGS;
    if (!full) {
      all.add(finding);
    } else if (finding.severity == Severity.ERROR && !failed()) {
      all.add(finding);
    } else {
      more = true;
    }
  }

  /** Whether something cannot be translated. */
  public boolean failed() {
    return all.stream().anyMatch(finding -> finding.severity == Severity.ERROR);
  }

  /** What cannot be translated. */
  public List<Finding> problems() {
    return all.stream().filter(finding -> finding.severity == Severity.ERROR).toList();
  }

  /** The warnings about what stands at a pointer or below it, without their places, each once. */
  public List<String> warnings(String pointer) {
    return all.stream()
        .filter(finding -> finding.severity == Severity.WARNING)
        .filter(finding -> (finding.pointer + "/").startsWith(pointer + "/"))
        .map(Finding::message)
        .distinct()
        .toList();
  }

  /** All of them where they stand in the document. */
  public List<Diagnostic> in(Document document) {
    Map<String, Span> places = document.places(all.stream().map(Finding::pointer).toList());
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (Finding finding : all) {
      Span at = places.getOrDefault(finding.pointer, Span.of(document.file(), 0, 0));
      diagnostics.add(
          finding.severity == Severity.ERROR
              ? Diagnostic.error(Code.UNTRANSLATABLE, finding.message, at)
              : Diagnostic.warning(Code.INEXACT_TRANSLATION, finding.message, at));
    }
    if (more) {
      String message = "there is more to say than " + MAX_FINDINGS + " lines";
      diagnostics.add(
          Diagnostic.warning(Code.INEXACT_TRANSLATION, message, Span.of(document.file(), 0, 0)));
    }
    diagnostics.sort(Comparator.comparingInt(diagnostic -> diagnostic.span().start()));
    return diagnostics;
  }

  /** A word of the document for a message: on one line, and short. */
  public static String shown(String word) {
    boolean cut = word.codePointCount(0, word.length()) > MAX_SHOWN;
    String start = cut ? word.substring(0, word.offsetByCodePoints(0, MAX_SHOWN)) + "…" : word;
    return "`" + Characters.visible(start) + "`";
  }
}
