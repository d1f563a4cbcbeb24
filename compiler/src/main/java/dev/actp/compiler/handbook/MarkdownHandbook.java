package dev.actp.compiler.handbook;

import dev.actp.compiler.handbook.Handbook.Chapter;
import dev.actp.compiler.handbook.Handbook.Evidence;
import dev.actp.compiler.handbook.Handbook.Grant;
import dev.actp.compiler.handbook.Handbook.Requirement;
import dev.actp.compiler.handbook.Handbook.Section;
import dev.actp.compiler.handbook.Handbook.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** A handbook as one Markdown page. */
public final class MarkdownHandbook {
  private final StringBuilder out = new StringBuilder(16_384);
  private final Handbook book;

  private MarkdownHandbook(Handbook book) {
    this.book = book;
  }

  /** The page. */
  public static String render(Handbook book) {
    return new MarkdownHandbook(book).page();
  }

  private String page() {
    out.append("# ").append(Markdown.text(book.title())).append("\n\n");
    out.append(Markdown.text(Counting.of(book))).append("\n\n");
    contents();
    book.chapters().forEach(this::chapter);
    requirements();
    out.append("## How to read this\n\n");
    Guide.SENTENCES.forEach(each -> out.append("- ").append(Markdown.phrase(each)).append('\n'));
    return out.toString();
  }

  private void contents() {
    for (Chapter chapter : book.chapters()) {
      String grants =
          chapter.grants().stream()
              .map(grant -> Markdown.text(grant.name()))
              .collect(Collectors.joining(", "));
      out.append("- **").append(Markdown.text(chapter.name())).append("**");
      out.append(grants.isEmpty() ? "" : ": " + grants).append('\n');
    }
    out.append('\n');
  }

  private void chapter(Chapter chapter) {
    String kind = chapter.guardrail() ? "Guardrail " : "Policy ";
    out.append("## ").append(kind).append(Markdown.text(chapter.name())).append(", version ");
    out.append(Markdown.text(chapter.version())).append("\n\n");
    out.append(Markdown.paragraphs(chapter.documentation()));
    out.append("File ").append(Markdown.code(chapter.path())).append(", digest ");
    out.append(Markdown.code(chapter.digest())).append(", tests: ").append(chapter.tests());
    out.append(".\n\n");
    if (!chapter.notice().isEmpty()) {
      out.append("**").append(Markdown.phrase(chapter.notice())).append("**\n\n");
    }
    if (chapter.guardrail()) {
      out.append("It applies to every agent, whatever its token grants.\n\n");
    }
    overview(chapter);
    chapter.grants().forEach(this::grant);
    statements("What is forbidden", chapter.prohibitions());
    statements("What holds for all of it", chapter.demands());
    if (!chapter.carried().isEmpty()) {
      out.append("### What decisions rest on\n\n");
      chapter
          .carried()
          .forEach(each -> item(Markdown.phrase(each.sentence()), each.documentation()));
      out.append('\n');
    }
    out.append("### Handing on, recording, answering\n\n");
    chapter.settings().forEach(each -> item(Markdown.phrase(each), List.of()));
    out.append('\n');
  }

  private void overview(Chapter chapter) {
    if (chapter.grants().isEmpty()) {
      return;
    }
    out.append("### Who may do what\n\n");
    out.append(
        "| Capability | On | Limits | Approval | Hours |\n| --- | --- | --- | --- | --- |\n");
    for (Grant grant : chapter.grants()) {
      row(
          List.of(
              Markdown.text(grant.name()),
              Markdown.phrase(grant.summary().resources()),
              cell(grant.summary().limits(), "none"),
              cell(grant.summary().approvals(), "none needed"),
              cell(grant.summary().hours(), "any")));
    }
    out.append('\n');
  }

  private void row(List<String> cells) {
    out.append(cells.stream().map(Markdown::cell).collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  private static String cell(List<String> lines, String none) {
    return lines.isEmpty()
        ? none
        : lines.stream().map(Markdown::text).collect(Collectors.joining("; "));
  }

  private void grant(Grant grant) {
    out.append("### ").append(Markdown.text(grant.name())).append("\n\n");
    out.append(Markdown.paragraphs(grant.documentation()));
    out.append(Markdown.phrase(grant.sentence())).append("\n\n");
    for (Section section : grant.sections()) {
      out.append("**").append(section.topic().title()).append("**\n\n");
      section.statements().forEach(this::statement);
      out.append('\n');
    }
  }

  private void statements(String title, List<Statement> statements) {
    if (!statements.isEmpty()) {
      out.append("### ").append(title).append("\n\n");
      statements.forEach(this::statement);
      out.append('\n');
    }
  }

  private void statement(Statement statement) {
    item(Markdown.phrase(statement.sentence()), statement.documentation());
  }

  private void item(String sentence, List<String> documentation) {
    out.append("- ").append(sentence);
    Comments.paragraphs(documentation)
        .forEach(each -> out.append(' ').append(Markdown.phrase(each)));
    out.append('\n');
  }

  private void requirements() {
    if (book.requirements().isEmpty()) {
      return;
    }
    out.append("## Requirements and their tests\n\n");
    out.append("| Requirement | Shown by the test | Where | Result |\n| --- | --- | --- | --- |\n");
    for (Requirement requirement : book.requirements()) {
      for (Evidence evidence : requirement.evidence()) {
        row(
            List.of(
                Markdown.text(requirement.id()),
                Markdown.text(evidence.title()),
                Markdown.code(evidence.path() + ":" + evidence.line()),
                evidence.passed() ? "passes" : "**fails**"));
      }
    }
    out.append('\n');
  }
}
