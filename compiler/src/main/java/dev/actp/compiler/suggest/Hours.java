package dev.actp.compiler.suggest;

import dev.actp.compiler.clause.LoweredCapability;
import dev.actp.dsl.format.Formatter;
import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.Text;
import dev.actp.dsl.syntax.WindowItem;
import dev.actp.dsl.syntax.WindowItem.ClockRange;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Days of the week and hours of the day that a capability was used in. */
final class Hours {
  private static final int HOUR = 60;
  private static final int DAY = 24 * HOUR;

  private Hours() {}

  static void find(Subject subject, Findings found) {
    ZoneId zone = subject.settings().windows();
    if (zone == null) {
      return;
    }
    Map<String, Declaration.Window> windows = new TreeMap<>(subject.lowered().scope().windows());
    for (LoweredCapability capability : subject.lowered().capabilities()) {
      List<Played> uses = subject.of(capability);
      List<WindowItem> items = subject.suffice(uses) ? items(uses, zone) : List.of();
      if (!items.isEmpty()) {
        String name = capability.meaning().name() + "_hours";
        Declaration.Window window = known(windows, window(name, items, zone));
        if (windows.putIfAbsent(window.name().text(), window) == null
            || windows.get(window.name().text()).equals(window)) {
          found.add(edit(subject, capability, uses, window));
        }
      }
    }
  }

  /** A window that says the same, if there is one. */
  private static Declaration.Window known(
      Map<String, Declaration.Window> windows, Declaration.Window wanted) {
    return windows.values().stream()
        .filter(each -> each.items().equals(wanted.items()) && each.zone().equals(wanted.zone()))
        .findFirst()
        .orElse(wanted);
  }

  private static Declaration.Window window(String name, List<WindowItem> items, ZoneId zone) {
    return new Declaration.Window(
        List.of(), Name.of(name), items, Text.of(zone.getId()), Span.NONE);
  }

  private static Edit edit(
      Subject subject, LoweredCapability capability, List<Played> uses, Declaration.Window window) {
    Declaration.Capability at = capability.written();
    Clause during = new Clause.During(false, window.name(), inside(at));
    return subject.edit(
        at.span(),
        capability.meaning().name(),
        Proposal.Kind.HOURS,
        "",
        Formatter.text(during),
        "only then: " + Formatter.text(window),
        Proof.of(uses),
        draft -> Edits.addClause(at, during).apply(declared(draft, window)));
  }

  /** Right before the closing brace. */
  private static Span inside(Declaration.Capability at) {
    int end = at.span().end() - 1;
    return at.span().file().map(file -> Span.of(file, end, end)).orElse(Span.NONE);
  }

  /**
   * A file with one more window, unless it has it or draws it in, behind its last one or in front
   * of its first capability.
   */
  private static Draft declared(Draft draft, Declaration.Window window) {
    List<Declaration> declarations = new ArrayList<>(draft.file().declarations());
    boolean there =
        declarations.stream()
            .anyMatch(
                each -> each instanceof Declaration.Window w && w.name().equals(window.name()));
    if (there || window.span().file().isPresent()) {
      return draft;
    }
    int place = 0;
    for (int i = 0; i < declarations.size(); i++) {
      boolean before =
          switch (declarations.get(i)) {
            case Declaration.Session ignored -> true;
            case Declaration.Agent ignored -> true;
            case Declaration.Action ignored -> true;
            case Declaration.Window ignored -> true;
            default -> false;
          };
      place = before ? i + 1 : place;
    }
    Span upper = place == 0 ? draft.file().name().span() : declarations.get(place - 1).span();
    Span at =
        upper
            .file()
            .map(
                file -> {
                  int line = file.line(upper.end());
                  int end = file.lineStart(line) + file.lineText(line).length();
                  return Span.of(file, end, end);
                })
            .orElse(Span.NONE);
    declarations.add(
        place, new Declaration.Window(List.of(), window.name(), window.items(), window.zone(), at));
    return draft.with(declarations);
  }

  /** The runs of days, all with the hours from the first to the last; none for every hour. */
  private static List<WindowItem> items(List<Played> uses, ZoneId zone) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    int from = DAY;
    int to = 0;
    for (Played use : uses) {
      ZonedDateTime local = use.use().record().at().atZone(zone);
      days.add(local.getDayOfWeek());
      from = Math.min(from, local.getHour() * HOUR);
      to = Math.max(to, (local.getHour() + 1) * HOUR);
    }
    ClockRange hours = new ClockRange(from, to);
    if (days.size() == DayOfWeek.values().length) {
      return to - from == DAY ? List.of() : List.of(new WindowItem.Daily(hours, Span.NONE));
    }
    List<WindowItem> items = new ArrayList<>();
    for (DayOfWeek day : days) {
      WindowItem.Weekdays last = items.isEmpty() ? null : (WindowItem.Weekdays) items.getLast();
      if (last != null && last.to().plus(1) == day) {
        items.set(items.size() - 1, new WindowItem.Weekdays(last.from(), day, hours, Span.NONE));
      } else {
        items.add(new WindowItem.Weekdays(day, day, hours, Span.NONE));
      }
    }
    return items;
  }
}
