package dev.actp.compiler.handbook;

import dev.actp.compiler.handbook.Handbook.Carried;
import dev.actp.compiler.handbook.Handbook.Chapter;
import dev.actp.compiler.handbook.Handbook.Evidence;
import dev.actp.compiler.handbook.Handbook.Grant;
import dev.actp.compiler.handbook.Handbook.Requirement;
import dev.actp.compiler.handbook.Handbook.Section;
import dev.actp.compiler.handbook.Handbook.Statement;
import dev.actp.compiler.prose.Phrase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A handbook as one HTML page that needs nothing else: no script, no font, no other file. */
public final class HtmlHandbook {
  private final StringBuilder out = new StringBuilder(16_384);
  private final Handbook book;
  private final Anchors anchors = new Anchors();
  private final List<List<String>> places = new ArrayList<>();

  private HtmlHandbook(Handbook book) {
    this.book = book;
    for (Chapter chapter : book.chapters()) {
      List<String> names = new ArrayList<>();
      names.add(anchors.of(chapter.name()));
      chapter.grants().forEach(grant -> names.add(anchors.of(chapter.name() + " " + grant.name())));
      places.add(names);
    }
  }

  /** The page. */
  public static String render(Handbook book) {
    return new HtmlHandbook(book).page();
  }

  private String page() {
    String title = Html.text(book.title());
    out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.append("<title>").append(title).append("</title>\n<style>\n").append(style());
    out.append("</style>\n</head>\n<body>\n<header>\n<h1>").append(title).append("</h1>\n");
    out.append("<p class=\"lead\">")
        .append(Html.text(Counting.of(book)))
        .append("</p>\n</header>\n");
    contents();
    out.append("<main>\n");
    for (int i = 0; i < book.chapters().size(); i++) {
      chapter(book.chapters().get(i), places.get(i));
    }
    requirements();
    guide();
    out.append("</main>\n</body>\n</html>\n");
    return out.toString();
  }

  private static String style() {
    try (InputStream file = HtmlHandbook.class.getResourceAsStream("handbook.css")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void contents() {
    out.append("<nav>\n<h2>Contents</h2>\n<ol>\n");
    for (int i = 0; i < book.chapters().size(); i++) {
      Chapter chapter = book.chapters().get(i);
      List<String> names = places.get(i);
      out.append("<li>").append(link(names.getFirst(), chapter.name()));
      if (!chapter.grants().isEmpty()) {
        out.append("<ul>");
        for (int k = 0; k < chapter.grants().size(); k++) {
          String name = chapter.grants().get(k).name();
          out.append("<li>").append(link(names.get(k + 1), name)).append("</li>");
        }
        out.append("</ul>");
      }
      out.append("</li>\n");
    }
    if (!book.requirements().isEmpty()) {
      out.append("<li><a href=\"#requirements\">Requirements and their tests</a></li>\n");
    }
    out.append("<li><a href=\"#reading\">How to read this</a></li>\n</ol>\n</nav>\n");
  }

  private static String link(String place, String words) {
    return "<a href=\"#at-" + place + "\">" + Html.text(words) + "</a>";
  }

  private void chapter(Chapter chapter, List<String> names) {
    String kind = chapter.guardrail() ? "Guardrail" : "Policy";
    out.append("<section class=\"chapter\" id=\"at-").append(names.getFirst()).append("\">\n");
    out.append("<p class=\"kind\">").append(kind).append("</p>\n<h2>");
    out.append(Html.text(chapter.name())).append(" <span class=\"version\">version ");
    out.append(Html.text(chapter.version())).append("</span></h2>\n");
    out.append(Html.paragraphs(chapter.documentation(), "lead"));
    out.append("<dl class=\"facts\"><dt>File</dt><dd>").append(Html.code(chapter.path()));
    out.append("</dd><dt>Digest</dt><dd>").append(Html.code(chapter.digest()));
    out.append("</dd><dt>Tests</dt><dd>").append(chapter.tests()).append("</dd></dl>\n");
    if (!chapter.notice().isEmpty()) {
      out.append("<p class=\"notice\">").append(Html.phrase(chapter.notice())).append("</p>\n");
    }
    if (chapter.guardrail()) {
      out.append("<p>It applies to every agent, whatever its token grants.</p>\n");
    }
    if (!chapter.grants().isEmpty()) {
      overview(chapter, names);
    }
    for (int i = 0; i < chapter.grants().size(); i++) {
      grant(chapter.grants().get(i), names.get(i + 1));
    }
    statements("What is forbidden", chapter.prohibitions());
    statements("What holds for all of it", chapter.demands());
    carried(chapter.carried());
    out.append("<h3>Handing on, recording, answering</h3>\n<ul>\n");
    chapter.settings().forEach(this::item);
    out.append("</ul>\n</section>\n");
  }

  private void item(Phrase sentence) {
    out.append("<li>").append(Html.phrase(sentence)).append("</li>\n");
  }

  private void overview(Chapter chapter, List<String> names) {
    out.append("<h3>Who may do what</h3>\n<table>\n<thead><tr><th>Capability</th>");
    out.append("<th>On</th><th>Limits</th><th>Approval</th><th>Hours</th></tr></thead>\n<tbody>\n");
    for (int i = 0; i < chapter.grants().size(); i++) {
      Grant grant = chapter.grants().get(i);
      out.append("<tr><th>").append(link(names.get(i + 1), grant.name())).append("</th><td>");
      out.append(Html.phrase(grant.summary().resources())).append("</td>");
      cell(grant.summary().limits(), "none");
      cell(grant.summary().approvals(), "none needed");
      cell(grant.summary().hours(), "any");
      out.append("</tr>\n");
    }
    out.append("</tbody>\n</table>\n");
  }

  private void cell(List<String> lines, String none) {
    String all = lines.stream().map(Html::text).collect(Collectors.joining("<br>"));
    out.append(lines.isEmpty() ? "<td class=\"none\">" + none : "<td>" + all).append("</td>");
  }

  private void grant(Grant grant, String name) {
    out.append("<section class=\"grant\" id=\"at-").append(name).append("\">\n<h3>");
    out.append(Html.text(grant.name())).append("</h3>\n");
    out.append(Html.paragraphs(grant.documentation(), "note"));
    out.append("<p>").append(Html.phrase(grant.sentence())).append("</p>\n");
    if (!grant.sections().isEmpty()) {
      out.append("<dl>\n");
      for (Section section : grant.sections()) {
        out.append("<dt>").append(section.topic().title()).append("</dt>\n<dd>");
        list(section.statements());
        out.append("</dd>\n");
      }
      out.append("</dl>\n");
    }
    out.append("<p class=\"place\">").append(Html.text(grant.place())).append("</p>\n</section>\n");
  }

  private void statements(String title, List<Statement> statements) {
    if (!statements.isEmpty()) {
      out.append("<section>\n<h3>").append(title).append("</h3>\n");
      list(statements);
      out.append("</section>\n");
    }
  }

  private void list(List<Statement> statements) {
    out.append("<ul>\n");
    for (Statement statement : statements) {
      out.append("<li>").append(Html.phrase(statement.sentence()));
      out.append(Html.paragraphs(statement.documentation(), "note"));
      out.append("<code class=\"source\">").append(Html.text(statement.source()));
      out.append("</code></li>\n");
    }
    out.append("</ul>\n");
  }

  private void carried(List<Carried> carried) {
    if (!carried.isEmpty()) {
      out.append("<h3>What decisions rest on</h3>\n<ul>\n");
      for (Carried each : carried) {
        out.append("<li>").append(Html.phrase(each.sentence()));
        out.append(Html.paragraphs(each.documentation(), "note")).append("</li>\n");
      }
      out.append("</ul>\n");
    }
  }

  private void requirements() {
    if (book.requirements().isEmpty()) {
      return;
    }
    out.append("<section class=\"chapter\" id=\"requirements\">\n");
    out.append("<h2>Requirements and their tests</h2>\n<table>\n<thead><tr><th>Requirement</th>");
    out.append("<th>Shown by the test</th><th>Policy</th><th>Result</th></tr></thead>\n<tbody>\n");
    for (Requirement requirement : book.requirements()) {
      for (int i = 0; i < requirement.evidence().size(); i++) {
        int rows = requirement.evidence().size();
        out.append("<tr>");
        if (i == 0) {
          out.append("<th rowspan=\"").append(rows).append("\">");
          out.append(Html.text(requirement.id())).append("</th>");
        }
        evidence(requirement.evidence().get(i));
      }
    }
    out.append("</tbody>\n</table>\n</section>\n");
  }

  private void evidence(Evidence evidence) {
    out.append("<td>").append(Html.text(evidence.title())).append("<br><span class=\"place\">");
    out.append(Html.text(evidence.path() + ":" + evidence.line())).append("</span></td><td>");
    out.append(evidence.policies().stream().map(Html::code).collect(Collectors.joining("<br>")));
    out.append(
        evidence.passed() ? "</td><td class=\"good\">passes" : "</td><td class=\"bad\">fails");
    out.append("</td></tr>\n");
  }

  private void guide() {
    out.append("<section class=\"chapter\" id=\"reading\">\n<h2>How to read this</h2>\n<ul>\n");
    Guide.SENTENCES.forEach(this::item);
    out.append("</ul>\n</section>\n");
  }
}
