package dev.actp.compiler.suggest;

import dev.actp.dsl.format.Formatter;
import dev.actp.dsl.syntax.Comment;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.PolicyFile;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file on its way to another version. Nodes keep the places that they were read at, so that they
 * are found again, and that comments and blank lines stay with them.
 */
record Draft(PolicyFile file, List<Comment> comments) {
  Draft {
    comments = List.copyOf(comments);
  }

  /** With other declarations. */
  Draft with(List<Declaration> declarations) {
    PolicyFile changed =
        new PolicyFile(
            file.documentation(),
            file.kind(),
            file.name(),
            file.version(),
            file.imports(),
            declarations,
            file.span());
    return new Draft(changed, comments);
  }

  /** Without a declaration. */
  Draft without(Declaration gone) {
    List<Declaration> left =
        file.declarations().stream().filter(each -> !Edits.isAt(each, gone.span())).toList();
    return with(left).withoutComments(gone.span(), gone.documentation().size());
  }

  /** Without the comments inside a place, behind it on its line, and right above it. */
  Draft withoutComments(Span place, int documentation) {
    SourceFile source = place.file().orElse(null);
    if (source == null) {
      return this;
    }
    int above = source.line(place.start()) - documentation;
    List<Comment> left = new ArrayList<>();
    for (Comment comment : comments.reversed()) {
      int start = comment.span().start();
      int line = source.line(start);
      boolean inside = start >= place.start() && start < place.end();
      boolean behind =
          !comment.ownLine() && start >= place.end() && line == source.line(place.end());
      boolean right = comment.ownLine() && start < place.start() && line == above - 1;
      if (right) {
        above = line;
      } else if (!inside && !behind) {
        left.add(comment);
      }
    }
    return new Draft(file, left.reversed());
  }

  /** With a comment behind a declaration, on the line that it ends on. */
  Draft withComment(Declaration behind, String text) {
    Span end =
        behind
            .span()
            .file()
            .map(source -> Span.of(source, behind.span().end(), behind.span().end()))
            .orElse(Span.NONE);
    Comment comment = new Comment(text, false, end);
    return new Draft(file, Stream.concat(comments.stream(), Stream.of(comment)).toList());
  }

  /** In the one layout that there is. */
  String text() {
    return Formatter.format(file, comments);
  }
}
