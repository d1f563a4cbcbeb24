package dev.actp.compiler.attenuation;

import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.format.Formatter;
import dev.actp.dsl.parser.ParseResult;
import dev.actp.dsl.parser.Parser;
import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Pattern;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.runtime.decision.VerifiedToken.Narrowing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A narrowing as it is written, and the one layout in which tokens carry it: a clause a line, each
 * as the formatter writes it, without comments.
 */
public record NarrowingText(List<Pattern> on, List<Clause> clauses) {
  public NarrowingText {
    on = List.copyOf(on);
    clauses = List.copyOf(clauses);
  }

  /** What is written; empty where it is in error, which has been reported. */
  public static Optional<NarrowingText> parse(Narrowing narrowing, Report report) {
    int errors = report.errors();
    List<Pattern> on = new ArrayList<>();
    for (String pattern : narrowing.on()) {
      ParseResult<Pattern> parsed = Parser.parsePattern(new SourceFile("on", pattern));
      report.addAll(parsed.diagnostics());
      parsed.unit().ifPresent(on::add);
    }
    ParseResult<List<Clause>> parsed =
        Parser.parseClauses(new SourceFile("clauses", narrowing.clauses()));
    report.addAll(parsed.diagnostics());
    return report.errors() > errors
        ? Optional.empty()
        : parsed.unit().map(clauses -> new NarrowingText(on, clauses));
  }

  /** The narrowing of a capability in canonical layout. */
  public Narrowing of(String policy, String capability) {
    return new Narrowing(
        policy,
        capability,
        on.stream().map(NarrowingText::unquoted).toList(),
        clauses.stream().map(Formatter::text).collect(Collectors.joining("\n")));
  }

  private static String unquoted(Pattern pattern) {
    String quoted = Formatter.text(pattern);
    return quoted.substring(1, quoted.length() - 1);
  }
}
