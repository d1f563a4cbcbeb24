package dev.actp.compiler.suggest;

import dev.actp.compiler.diff.Change;
import dev.actp.compiler.diff.Difference;
import dev.actp.compiler.diff.Direction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which edits are made: all that go together, in their order. For one thread. */
final class Choice {
  private static final String YIELDS =
      "what it does not take in any more could fall to another capability that shows more of"
          + " answers";

  private static final String WIDENS =
      "with it, and capabilities that overlap, something would be allowed that is not allowed now";

  private final Bench bench;
  private final Yielding yielding;
  private final List<Edit> made = new ArrayList<>();
  private final List<Proposal.Held> held = new ArrayList<>();

  Choice(Bench bench, Yielding yielding) {
    this.bench = bench;
    this.yielding = yielding;
  }

  List<Edit> made() {
    return made;
  }

  List<Proposal.Held> held() {
    return held;
  }

  /** Takes the edits that permit no more by themselves, as many as go together. */
  void among(List<Edit> edits) {
    List<Edit> sound = new ArrayList<>();
    for (Edit edit : edits) {
      if (yielding.isBy(edit.proposal())) {
        held.add(new Proposal.Held(edit.proposal(), YIELDS));
      } else {
        sound.add(edit);
      }
    }
    take(sound);
  }

  /** Takes the edits, or where they do not go with those made before, halves of them. */
  private void take(List<Edit> edits) {
    if (edits.isEmpty()) {
      return;
    }
    List<Edit> all = new ArrayList<>(made);
    all.addAll(edits);
    String objection = bench.attempt(all).objection();
    if (objection.isEmpty()) {
      made.addAll(edits);
    } else if (edits.size() == 1) {
      held.add(new Proposal.Held(edits.getFirst().proposal(), objection));
    } else {
      take(edits.subList(0, edits.size() / 2));
      take(edits.subList(edits.size() / 2, edits.size()));
    }
  }

  /**
   * Takes back what has to do with something that would be allowed and is not now: where
   * capabilities overlap, one that takes in less may leave more of its limits to others. One edit
   * at least is taken back.
   */
  void without(Difference difference) {
    Set<List<String>> concerned = new HashSet<>();
    difference.changes().stream()
        .filter(Choice::permitsMore)
        .forEach(change -> concerned.add(List.of(change.policy(), change.capability())));
    List<Edit> back =
        made.stream().filter(edit -> concerned.contains(owner(edit.proposal()))).toList();
    List<Edit> all = back.isEmpty() ? List.copyOf(made) : back;
    List<Edit> left = made.stream().filter(edit -> !all.contains(edit)).toList();
    all.forEach(edit -> held.add(new Proposal.Held(edit.proposal(), WIDENS)));
    made.clear();
    take(left);
  }

  /** Whether a change is shown to permit more or something else, or says that it permits more. */
  static boolean permitsMore(Change change) {
    return change.directions().contains(Direction.WIDENED)
        || change.witnesses().stream().anyMatch(each -> each.direction() == Direction.ALTERED);
  }

  private static List<String> owner(Proposal proposal) {
    return List.of(proposal.policy(), proposal.capability());
  }
}
