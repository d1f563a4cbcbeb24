package dev.actp.cli;

import dev.actp.runtime.testing.CoverageReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The forms in which coverage is reported. */
enum CoverageFormat {
  TABLE,
  LCOV,
  COBERTURA,
  HTML;

  /**
   * The whole report, without a line end behind it.
   *
   * @param folder what the paths of the report are relative to
   */
  String of(CoverageReport report, Path folder) throws IOException {
    return switch (this) {
      case TABLE -> String.join("\n", new CoverageTable(Style.PLAIN).lines(report));
      case LCOV -> CoverageLcov.of(report);
      case COBERTURA -> CoverageCobertura.of(report);
      case HTML -> CoverageHtml.of(report, texts(report, folder));
    };
  }

  private static Map<String, String> texts(CoverageReport report, Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (String file : report.files()) {
      texts.put(file, Files.readString(folder.resolve(file)));
    }
    return texts;
  }
}
