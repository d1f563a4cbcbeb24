package dev.actp.runtime.service;

import dev.actp.runtime.function.LooseText;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.registry.Membership;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.state.Vote;
import dev.actp.runtime.store.Row;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Acts of and on the people who approve. */
final class ApprovalActs {
  private static final int LONGEST_COMMENT = 2_000;
  private static final int LONGEST_NAME = 256;
  private static final int MOST_MEMBERS = 10_000;

  /** White space around a name, as Unicode has it. */
  private static final Pattern AROUND = Pattern.compile("(?U)^\\s+|\\s+$");

  private final Queries queries;

  ApprovalActs(Queries queries) {
    this.queries = queries;
  }

  Ruling decide(Desk desk, Act.Decide act, Instant now) {
    Optional<Approval> known = desk.state.approval(act.approval());
    if (known.isEmpty()) {
      return queries.approval(desk.tenant, act.approval()).isPresent()
          ? Ruling.conflict("the approval is over")
          : Ruling.unknown("approval", act.approval());
    }
    if (act.comment().length() > LONGEST_COMMENT) {
      return Ruling.invalid("a comment has at most " + LONGEST_COMMENT + " characters");
    }
    Approval approval = known.get();
    if (!member(desk, approval, act.person())) {
      return new Ruling.Impossible(
          Done.Why.FORBIDDEN, "only who was in the group when it was asked, and is now, decides");
    }
    LooseText person = loose(act.person());
    if (concerned(desk, approval).stream().anyMatch(one -> loose(one).same(person))) {
      return new Ruling.Impossible(
          Done.Why.FORBIDDEN, "who issued the token or owns the agent does not decide");
    }
    return switch (desk.state.vote(approval.id(), act.person(), act.yes(), act.comment(), now)) {
      case Vote.Counted(Approval moved) -> counted(desk, act, moved);
      case Vote.SpokenBefore ignored -> Ruling.conflict("this person has spoken before");
      case Vote.TooLate ignored -> Ruling.conflict("the approval is over");
      case Vote.Unknown ignored -> Ruling.unknown("approval", act.approval());
    };
  }

  private static Ruling counted(Desk desk, Act.Decide act, Approval moved) {
    Details details = new Details().text("person", act.person());
    details.value("yes", Value.Bool.of(act.yes())).text("state", moved.state().name());
    details.text("request", moved.key().requestDigest());
    return new Ruling.Possible(
        moved.id(),
        0,
        details.struct(),
        new Details().text("comment", act.comment()).struct(),
        () -> desk.row(new Row.OfApproval(moved)));
  }

  /** A rejection stands until it ends by itself: taking it back would let the agent ask again. */
  Ruling cancel(Desk desk, String id, Instant now) {
    Optional<Approval> known = desk.state.approval(id).filter(one -> !one.over(now));
    if (known.isEmpty()) {
      return queries.approval(desk.tenant, id).isPresent()
          ? Ruling.conflict("the approval is over")
          : Ruling.unknown("approval", id);
    }
    Approval before = known.get();
    if (before.state() == Approval.State.REJECTED) {
      return Ruling.conflict("the approval was rejected");
    }
    Approval cancelled = before.moved(Approval.State.CANCELLED, before.expires(), before.votes());
    return new Ruling.Possible(
        id,
        0,
        new Details().text("request", before.key().requestDigest()).struct(),
        Value.Struct.EMPTY,
        () -> {
          desk.state.put(cancelled);
          desk.row(new Row.OfApproval(cancelled));
        });
  }

  private static boolean member(Desk desk, Approval approval, String person) {
    Membership member = desk.members.get(new Desk.Member(approval.group(), person));
    return member != null && !member.since().isAfter(approval.asked());
  }

  private static LooseText loose(String person) {
    return LooseText.of(AROUND.matcher(person).replaceAll(""));
  }

  /**
   * The people behind the request: who had a token of the chain issued, who owns an agent of it.
   * What an owner is called was typed by somebody, so that it is compared loosely.
   */
  private Set<String> concerned(Desk desk, Approval approval) {
    Set<String> people = new HashSet<>(approval.agents());
    for (String agent : approval.agents()) {
      desk.state.agent(agent).map(Agent::owner).ifPresent(people::add);
    }
    for (String jti : approval.tokens()) {
      queries.token(desk.tenant, jti).map(IssuedToken::issuer).ifPresent(people::add);
    }
    Set<String> behindKeys = new HashSet<>();
    people.forEach(one -> queries.key(one).map(ApiKey::person).ifPresent(behindKeys::add));
    people.addAll(behindKeys);
    return people;
  }

  Ruling add(Desk desk, Act.AddMember act, Instant now) {
    Desk.Member name = new Desk.Member(act.group(), act.person());
    if (desk.members.containsKey(name)) {
      return new Ruling.Already(act.person(), 0);
    }
    if (!named(act.group()) || !named(act.person())) {
      return Ruling.invalid("a group and a person have a name of at most 256 characters");
    }
    if (desk.members.size() >= MOST_MEMBERS) {
      return new Ruling.Impossible(Done.Why.FULL, "the groups have " + MOST_MEMBERS + " members");
    }
    Membership member = new Membership(act.group(), act.person(), now);
    return new Ruling.Possible(
        act.person(),
        0,
        new Details().text("group", act.group()).struct(),
        Value.Struct.EMPTY,
        () -> {
          desk.members.put(name, member);
          desk.row(new Row.Joined(member));
        });
  }

  private static boolean named(String name) {
    return !name.isEmpty() && name.length() <= LONGEST_NAME;
  }

  Ruling remove(Desk desk, Act.RemoveMember act) {
    Desk.Member name = new Desk.Member(act.group(), act.person());
    if (!desk.members.containsKey(name)) {
      return new Ruling.Already(act.person(), 0);
    }
    return new Ruling.Possible(
        act.person(),
        0,
        new Details().text("group", act.group()).struct(),
        Value.Struct.EMPTY,
        () -> {
          desk.members.remove(name);
          desk.row(new Row.Left(act.group(), act.person()));
        });
  }
}
