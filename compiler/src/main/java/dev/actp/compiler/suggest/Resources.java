package dev.actp.compiler.suggest;

import dev.actp.compiler.clause.LoweredCapability;
import dev.actp.dsl.format.Formatter;
import dev.actp.dsl.syntax.Pattern;
import dev.actp.runtime.value.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Patterns that take in more than the names that were used. */
final class Resources {
  private Resources() {}

  static void find(Subject subject, Findings found) {
    for (LoweredCapability capability : subject.lowered().capabilities()) {
      List<Played> uses = subject.of(capability);
      if (subject.suffice(uses)) {
        capability(subject, capability, uses, found);
      }
    }
  }

  /** The uses of one pattern, and what its parts stand for in each. */
  private record Taken(List<Played> uses, List<List<String>> captured) {}

  private static void capability(
      Subject subject, LoweredCapability capability, List<Played> uses, Findings found) {
    List<dev.actp.runtime.policy.Pattern> meant = capability.meaning().resources();
    List<Taken> taken = new ArrayList<>();
    meant.forEach(pattern -> taken.add(new Taken(new ArrayList<>(), new ArrayList<>())));
    for (Played use : uses) {
      if (!assign(use, meant, taken)) {
        found.note(
            "the resources of `%s` are left as they are: record %d names `%s`, which no pattern of it explains"
                .formatted(
                    capability.meaning().name(),
                    use.use().record().index(),
                    use.use().record().request().resource()));
        return;
      }
    }
    for (int i = 0; i < meant.size(); i++) {
      Pattern written = capability.written().resources().get(i);
      if (taken.get(i).uses.isEmpty()) {
        found.add(gone(subject, capability, written, uses));
      } else if (subject.suffice(taken.get(i).uses)) {
        narrower(subject, capability, written, meant.get(i), taken.get(i)).ifPresent(found::add);
      }
    }
  }

  /** To the first pattern that matches. */
  private static boolean assign(
      Played use, List<dev.actp.runtime.policy.Pattern> meant, List<Taken> taken) {
    for (int i = 0; i < meant.size(); i++) {
      Optional<List<String>> captured = Captures.of(meant.get(i), use);
      if (captured.isPresent()) {
        taken.get(i).uses.add(use);
        taken.get(i).captured.add(captured.get());
        return true;
      }
    }
    return false;
  }

  private static Edit gone(
      Subject subject, LoweredCapability capability, Pattern written, List<Played> uses) {
    return subject.edit(
        written.span(),
        capability.meaning().name(),
        Proposal.Kind.RESOURCE,
        Formatter.text(written),
        "",
        "none of its uses named such a resource",
        Proof.of(uses),
        Edits.withoutResource(capability.written(), written));
  }

  private static Optional<Edit> narrower(
      Subject subject,
      LoweredCapability capability,
      Pattern written,
      dev.actp.runtime.policy.Pattern meaning,
      Taken taken) {
    Pattern after =
        new Pattern(
            Narrowing.of(meaning, taken.uses, taken.captured, fitting(subject)), written.span());
    if (after.equals(written)) {
      return Optional.empty();
    }
    Set<String> names = new TreeSet<>();
    taken.uses.forEach(use -> names.add(use.use().record().request().resource()));
    String why =
        names.size() == 1
            ? "only `" + names.iterator().next() + "` was named"
            : names.size() + " names, such as `" + names.iterator().next() + "`";
    return Optional.of(
        subject.edit(
            written.span(),
            capability.meaning().name(),
            Proposal.Kind.RESOURCE,
            Formatter.text(written),
            Formatter.text(after),
            why,
            Proof.of(taken.uses),
            Edits.resource(capability.written(), written, after)));
  }

  /** The session values that are a text in every token. */
  private static Set<String> fitting(Subject subject) {
    Set<String> names = new TreeSet<>();
    for (Map.Entry<String, Type.Member> value : subject.policy().session().entrySet()) {
      if (value.getValue().type() == Type.Basic.STRING && !value.getValue().optional()) {
        names.add(value.getKey());
      }
    }
    return names;
  }
}
