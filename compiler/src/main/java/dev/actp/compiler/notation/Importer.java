package dev.actp.compiler.notation;

import dev.actp.compiler.notation.document.Document;
import dev.actp.compiler.notation.document.DocumentReader;
import dev.actp.compiler.notation.document.Findings;
import dev.actp.compiler.notation.schema.OpenApiNotation;
import dev.actp.compiler.notation.schema.ToolNotation;
import dev.actp.dsl.parser.SourceReader;
import dev.actp.dsl.syntax.PolicyFile;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns documents of other notations into {@code .actp} files: policies and tokens of the published
 * dialects, role files, MCP tool lists and OpenAPI documents, in JSON or YAML. What a document is,
 * its members tell.
 */
public final class Importer {
  private final String path;
  private final @Nullable Usage usage;
  private final Findings findings = new Findings();

  private Importer(String path, @Nullable Usage usage) {
    this.path = path;
    this.usage = usage;
  }

  /**
   * Translates one document. Nothing is fetched and no other file is read.
   *
   * @param path what diagnostics call it; policies without a name are called after it
   * @param usage what agents have used: permissions of a role beyond that are left out
   */
  public static Imported read(String path, byte[] bytes, @Nullable Usage usage) {
    return switch (DocumentReader.read(path, bytes)) {
      case DocumentReader.Reading.Refused refused ->
          new Imported(List.of(), List.of(refused.diagnostic()));
      case DocumentReader.Reading.Read read -> new Importer(path, usage).translate(read.document());
    };
  }

  private Imported translate(Document document) {
    List<Part> parts = parts(document);
    List<Imported.File> files = new ArrayList<>();
    for (Part part : findings.failed() ? List.<Part>of() : parts) {
      Optional<String> source = Printing.print(part.unit(), findings.warnings(part.pointer()));
      source.ifPresentOrElse(
          text -> files.add(new Imported.File(part.unit().name().text(), text)),
          () -> findings.problem(part.pointer(), unprintable(part.unit())));
    }
    return new Imported(findings.failed() ? List.of() : files, findings.in(document));
  }

  private static String unprintable(PolicyFile unit) {
    return Printing.isTooLarge(unit)
        ? "the result is over " + SourceReader.MAX_BYTES / 1024 + " KiB: import a part of it"
        : "a name or string in it cannot be written in `.actp`";
  }

  private List<Part> parts(Document document) {
    String name = baseName(path);
    Value value = document.value();
    if (ToolNotation.fits(value)) {
      return library(new ToolNotation(findings).library(value, name));
    }
    if (!(value instanceof Value.Struct members)) {
      findings.problem("", "a policy, a role file, a tool list or an API is an object");
      return List.of();
    }
    if (OpenApiNotation.fits(members)) {
      return library(new OpenApiNotation(members, findings).library(name));
    }
    document
        .nulls()
        .forEach(at -> findings.problem(at, "a null means absent, and nothing is absent here"));
    if (RoleNotation.fits(members)) {
      return new RoleNotation(members, usage, findings).parts();
    }
    if (TokenNotation.fits(members)) {
      return new TokenNotation(name, findings).parts(members);
    }
    String pointer = PolicyNotation.pointer(members);
    return PolicyNotation.unit(PolicyNotation.unwrapped(members), pointer, name, findings)
        .map(unit -> List.of(new Part(unit, "")))
        .orElse(List.of());
  }

  private static List<Part> library(PolicyFile unit) {
    return List.of(new Part(unit, ""));
  }

  /** {@code support} for {@code policies/support.v2.yaml}. */
  private static String baseName(String path) {
    String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    int dot = name.indexOf('.', 1);
    return dot < 0 ? name : name.substring(0, dot);
  }
}
