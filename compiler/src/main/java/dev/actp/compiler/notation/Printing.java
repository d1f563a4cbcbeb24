package dev.actp.compiler.notation;

import dev.actp.dsl.format.Formatter;
import dev.actp.dsl.parser.ParseResult;
import dev.actp.dsl.parser.Parser;
import dev.actp.dsl.parser.SourceReader;
import dev.actp.dsl.syntax.Characters;
import dev.actp.dsl.syntax.PolicyFile;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.SourceUnit;
import java.util.List;
import java.util.Optional;

/**
 * From a translated tree to text: written by the formatter alone, and read back, so that nothing in
 * a document's strings can become syntax.
 */
final class Printing {
  private Printing() {}

  /**
   * The text, with remarks as comments at its head.
   *
   * @return nothing where the tree has no text that reads back as an equal tree
   */
  static Optional<String> print(PolicyFile unit, List<String> remarks) {
    String bare = Formatter.format(unit);
    if (remarks.isEmpty()) {
      return readsBack(unit, bare) ? Optional.of(bare) : Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    remarks.forEach(remark -> text.append("// ").append(Characters.visible(remark)).append('\n'));
    ParseResult<SourceUnit> commented =
        Parser.parse(new SourceFile("policy.actp", text.append('\n').append(bare).toString()));
    return commented
        .unit()
        .map(tree -> Formatter.format(tree, commented.comments()))
        .filter(formatted -> readsBack(unit, formatted));
  }

  static boolean isTooLarge(PolicyFile unit) {
    return Formatter.format(unit).length() > SourceReader.MAX_BYTES;
  }

  private static boolean readsBack(PolicyFile unit, String text) {
    return unit.equals(Parser.parse(new SourceFile("policy.actp", text)).tree());
  }
}
