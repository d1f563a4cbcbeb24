package dev.actp.compiler.suggest;

import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Pattern.Part;
import dev.actp.dsl.syntax.Span;
import dev.actp.runtime.function.PatternValues;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A pattern inside another one that still matches what was used: each wildcard becomes what all
 * uses have in common at its place. A session value that explains a text is taken before the text
 * itself.
 */
final class Narrowing {
  private static final String BOUNDARIES = ":-_.=";
  private static final String SPECIAL = "*{}\\";

  private final Pattern pattern;
  private final List<Played> uses;
  private final Set<String> session;
  private final List<Part> parts = new ArrayList<>();

  private Narrowing(Pattern pattern, List<Played> uses, Set<String> session) {
    this.pattern = pattern;
    this.uses = uses;
    this.session = session;
  }

  /**
   * The parts of the narrower pattern.
   *
   * @param captured for each use what each part of the pattern stands for
   * @param session names of session values that may fill a pattern
   */
  static List<Part> of(
      Pattern pattern, List<Played> uses, List<List<String>> captured, Set<String> session) {
    Narrowing narrowing = new Narrowing(pattern, uses, session);
    for (int i = 0; i < pattern.parts().size(); i++) {
      int part = i;
      narrowing.part(part, captured.stream().map(each -> each.get(part)).toList());
    }
    return narrowing.parts;
  }

  private void part(int at, List<String> texts) {
    switch (pattern.parts().get(at)) {
      case Pattern.Part.Literal(String text) -> literal(text);
      case Pattern.Part.SessionValue(String name) ->
          parts.add(new Part.SessionValue(Name.of(name)));
      case Pattern.Part.AgentValue(String name) -> parts.add(new Part.AgentValue(Name.of(name)));
      case Pattern.Part.Wildcard wildcard ->
          parts(
              switch (wildcard) {
                case STAR -> segment(texts, Part.Wildcard.STAR);
                case REST -> rest(texts, Part.Wildcard.STAR);
                case ANY -> any(at, texts);
              });
    }
  }

  private void parts(List<Part> more) {
    for (Part part : more) {
      if (part instanceof Part.Literal(String text)) {
        literal(text);
      } else {
        parts.add(part);
      }
    }
  }

  /** No two literals stand side by side. */
  private void literal(String text) {
    if (!parts.isEmpty() && parts.getLast() instanceof Part.Literal(String before)) {
      parts.set(parts.size() - 1, new Part.Literal(before + text));
    } else if (!text.isEmpty()) {
      parts.add(new Part.Literal(text));
    }
  }

  private List<Part> any(int at, List<String> texts) {
    boolean last = at == pattern.parts().size() - 1;
    boolean starts =
        at == 0
            || (pattern.parts().get(at - 1) instanceof Pattern.Part.Literal(String before)
                && before.endsWith("/"));
    if (last && starts && texts.stream().noneMatch(String::isEmpty)) {
      return rest(texts, Part.Wildcard.DOUBLE_STAR);
    }
    return List.of(same(texts) ? new Part.Literal(texts.getFirst()) : Part.Wildcard.DOUBLE_STAR);
  }

  /**
   * Whole segments up to the end of the name.
   *
   * @param wild what is left where they have nothing in common
   */
  private List<Part> rest(List<String> texts, Part.Wildcard wild) {
    List<String[]> split = texts.stream().map(text -> text.split("/", -1)).toList();
    int least = split.stream().mapToInt(each -> each.length).min().orElse(1);
    int most = split.stream().mapToInt(each -> each.length).max().orElse(1);
    List<Part> all = new ArrayList<>();
    boolean narrower = false;
    for (int i = 0; i < (least == most ? least : least - 1); i++) {
      int place = i;
      List<Part> one =
          segment(split.stream().map(each -> each[place]).toList(), Part.Wildcard.STAR);
      boolean plain = one.equals(List.of(Part.Wildcard.STAR));
      if (plain && least != most) {
        break;
      }
      narrower |= !plain;
      all.addAll(one);
      if (i < most - 1) {
        all.add(new Part.Literal("/"));
      }
    }
    if (least != most) {
      all.add(Part.Wildcard.STAR);
    }
    return narrower ? all : List.of(wild);
  }

  /** Texts within a segment. */
  private List<Part> segment(List<String> texts, Part.Wildcard wild) {
    String prefix = prefix(texts);
    for (String head : Arrays.asList("", prefix)) {
      String name = explaining(texts.stream().map(text -> text.substring(head.length())).toList());
      if (!name.isEmpty()) {
        return List.of(new Part.Literal(head), new Part.SessionValue(new Name(name, Span.NONE)));
      }
    }
    if (same(texts)) {
      return List.of(new Part.Literal(texts.getFirst()));
    }
    return prefix.isEmpty() ? List.of(wild) : List.of(new Part.Literal(prefix), wild);
  }

  /** Whether all are one text, which may stand in a pattern. */
  private static boolean same(List<String> texts) {
    String first = texts.getFirst();
    return first.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0)
        && texts.stream().allMatch(first::equals);
  }

  /** The session value that each of the texts is; empty for none. */
  private String explaining(List<String> texts) {
    return session.stream()
        .filter(
            name ->
                IntStream.range(0, texts.size())
                    .allMatch(i -> isValue(uses.get(i), name, texts.get(i))))
        .findFirst()
        .orElse("");
  }

  private static boolean isValue(Played use, String name, String text) {
    return use.session().get(name) instanceof Value.Text(String value)
        && value.equals(text)
        && PatternValues.isFit(value);
  }

  /** What all begin with, up to a mark between words, and with something behind it in each. */
  private static String prefix(List<String> texts) {
    String prefix = texts.getFirst();
    for (String text : texts) {
      int same = 0;
      int most = Math.min(prefix.length(), text.length() - 1);
      while (same < most && prefix.charAt(same) == text.charAt(same)) {
        same++;
      }
      prefix = prefix.substring(0, same);
    }
    int end = prefix.length();
    while (end > 0 && BOUNDARIES.indexOf(prefix.charAt(end - 1)) < 0) {
      end--;
    }
    String cut = prefix.substring(0, end);
    return cut.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0) ? cut : "";
  }
}
