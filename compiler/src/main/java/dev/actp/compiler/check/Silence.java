package dev.actp.compiler.check;

import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Comment;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Comments that silence a warning on their line, or, on a line of their own, on the next: {@code //
 * allow ACTP3101: REASON}. Without a reason they silence nothing. An error cannot be silenced.
 */
public final class Silence {
  private static final Pattern FORM =
      Pattern.compile("\\s*allow\\s+(ACTP\\d{4})\\b\\s*(?::\\s*(\\S.*))?");

  private Silence() {}

  /** One comment that wants to silence a warning. */
  private record Wish(String code, boolean hasReason, String path, int line, Span span) {
    boolean covers(Diagnostic diagnostic) {
      return hasReason
          && !diagnostic.isError()
          && diagnostic.code().id().equals(code)
          && at(diagnostic.span()).filter(path::equals).isPresent()
          && lineOf(diagnostic.span()) == line;
    }
  }

  /**
   * The diagnostics that are left, and a warning for each comment of the file itself that silences
   * nothing.
   *
   * @param own the comments of the file itself
   * @param drawnIn those of the libraries that it draws in
   */
  public static List<Diagnostic> apply(
      List<Diagnostic> diagnostics, List<Comment> own, List<Comment> drawnIn) {
    List<Wish> wishes =
        Stream.concat(own.stream(), drawnIn.stream()).flatMap(c -> wish(c).stream()).toList();
    Set<Wish> granted = new HashSet<>();
    List<Diagnostic> left = new ArrayList<>();
    for (Diagnostic diagnostic : diagnostics) {
      List<Wish> covering = wishes.stream().filter(w -> w.covers(diagnostic)).toList();
      granted.addAll(covering);
      if (covering.isEmpty()) {
        left.add(diagnostic);
      }
    }
    own.stream()
        .flatMap(c -> wish(c).stream())
        .filter(w -> !granted.contains(w))
        .forEach(w -> left.add(pointless(w)));
    return left;
  }

  private static Diagnostic pointless(Wish wish) {
    return wish.hasReason()
        ? Diagnostic.warning(
                Code.SILENCES_NOTHING,
                "there is no `" + wish.code() + "` to silence here",
                wish.span())
            .withHelp(
                "remove the comment, or put it on the line of the warning or on the line above")
        : Diagnostic.warning(
                Code.SILENCES_NOTHING, "a warning is silenced only with a reason", wish.span())
            .withHelp("write `// allow " + wish.code() + ": REASON`");
  }

  private static Optional<Wish> wish(Comment comment) {
    Matcher matcher = FORM.matcher(comment.text());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int line = lineOf(comment.span()) + (comment.ownLine() ? 1 : 0);
    return at(comment.span())
        .map(
            path ->
                new Wish(matcher.group(1), matcher.group(2) != null, path, line, comment.span()));
  }

  private static Optional<String> at(Span span) {
    return span.file().map(SourceFile::path);
  }

  private static int lineOf(Span span) {
    return span.file().map(f -> f.line(span.start())).orElse(0);
  }
}
