package dev.actp.cli;

import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.diagnostic.Label;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.Span;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.testing.CoverageReport;
import dev.actp.runtime.testing.Site;
import java.util.List;

/**
 * Places as the user would name them: paths inside a policy root, with what leads to the root in
 * front.
 */
record Shown(String prefix) {

  Diagnostic of(Diagnostic diagnostic) {
    if (prefix.isEmpty()) {
      return diagnostic;
    }
    List<Label> labels =
        diagnostic.labels().stream()
            .map(label -> new Label(of(label.span()), label.text()))
            .toList();
    return new Diagnostic(
        diagnostic.code(), diagnostic.severity(), diagnostic.message(), labels, diagnostic.help());
  }

  private Span of(Span span) {
    return span.file()
        .map(file -> new SourceFile(prefix + file.path(), file.text()))
        .map(file -> Span.of(file, span.start(), span.end()))
        .orElse(span);
  }

  /** {@code path:line:column}; empty for no place. */
  String of(Source source) {
    return source.file().isEmpty()
        ? ""
        : prefix + source.file() + ":" + source.line() + ":" + source.column();
  }

  /** The same part of a policy, in a file named so. */
  CoverageReport.Seen of(CoverageReport.Seen seen) {
    Site site = seen.site();
    Source at = site.source();
    String file = at.file().isEmpty() ? "" : of(at.file());
    Source source = new Source(at.text(), file, at.line(), at.column());
    return new CoverageReport.Seen(
        new Site(site.policy(), site.capability(), source), seen.outcomes());
  }

  String of(String path) {
    return prefix + path;
  }
}
