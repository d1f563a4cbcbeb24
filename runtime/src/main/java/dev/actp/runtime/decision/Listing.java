package dev.actp.runtime.decision;

import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What can be listed of the capabilities that a token holds: their actions, and the resources that
 * policies and links write out. For knowing what to ask; whether anything of it is allowed is
 * decided.
 */
public final class Listing {
  /** How many resources are listed at most. */
  public static final int RESOURCES_MAX = 1_000;

  /** How many patterns stand for one that a set of the session fills, at most. */
  private static final int ALTERNATIVES_SHOWN = 16;

  private final CompiledPolicies policies;
  private final VerifiedToken token;

  /** Of a token under some policies. */
  public Listing(CompiledPolicies policies, VerifiedToken token) {
    this.policies = policies;
    this.token = token;
  }

  /**
   * Resources by their names.
   *
   * @param complete whether the token can be used on no others
   */
  public record Resources(NavigableSet<String> named, boolean complete) {}

  /**
   * A capability that the token names, of a policy in force.
   *
   * @param policy its id
   * @param locations the patterns of the policy, one of which has to match, with the session's
   *     values where they are few; and as they are written where a value is not known without a
   *     request
   * @param narrowed what links add, root first, all of which has to hold
   */
  public record Granted(
      String policy,
      Capability capability,
      List<String> locations,
      List<VerifiedToken.Narrowing> narrowed) {
    public Granted {
      locations = List.copyOf(locations);
      narrowed = List.copyOf(narrowed);
    }
  }

  /** All that the token names, in the order of policies and links. */
  public List<Granted> granted() {
    return capabilities().map(this::granted).toList();
  }

  private Granted granted(One one) {
    List<String> locations =
        one.capability().resources().stream()
            .flatMap(
                pattern -> {
                  List<Pattern> filled = one.held().filled(pattern);
                  boolean few = !filled.isEmpty() && filled.size() <= ALTERNATIVES_SHOWN;
                  return few ? filled.stream() : Stream.of(pattern);
                })
            .map(Listing::written)
            .toList();
    return new Granted(
        one.policy(),
        one.capability(),
        locations,
        token.links().stream()
            .flatMap(link -> link.of(one.policy(), one.capability().name()).stream())
            .filter(narrowing -> !narrowing.isEmpty())
            .toList());
  }

  /** A pattern as the policy language has it between quotes. */
  private static String written(Pattern pattern) {
    StringBuilder text = new StringBuilder();
    for (Pattern.Part part : pattern.parts()) {
      switch (part) {
        case Pattern.Part.Literal literal ->
            text.append(literal.text().replaceAll("[\\\\*{\"]", "\\\\$0"));
        case Pattern.Part.SessionValue value ->
            text.append("{session.").append(value.name()).append('}');
        case Pattern.Part.AgentValue value ->
            text.append("{agent.").append(value.name()).append('}');
        case Pattern.Part.Wildcard wildcard ->
            text.append(wildcard == Pattern.Part.Wildcard.ANY ? "**" : "*");
      }
    }
    return text.toString();
  }

  /** All actions that the token can be used for. */
  public NavigableSet<String> actions() {
    NavigableSet<String> actions = new TreeSet<>();
    capabilities().forEach(one -> actions.addAll(one.capability().actions()));
    return actions;
  }

  /** The resources on which the token can be used for an action. */
  public Resources resources(String action) {
    NavigableSet<String> named = new TreeSet<>();
    boolean complete = true;
    List<One> those =
        capabilities().filter(one -> one.capability().actions().contains(action)).toList();
    for (One one : those) {
      boolean bounded = false;
      for (Held.Place place : one.places()) {
        bounded |= add(named, one.held(), place);
      }
      complete &= bounded;
    }
    return new Resources(named, complete);
  }

  /** Adds what a place writes out; whether that is all that it takes. */
  private static boolean add(NavigableSet<String> named, Held held, Held.Place place) {
    boolean all = !place.patterns().isEmpty();
    for (Pattern pattern : place.patterns()) {
      List<Pattern> filled = held.filled(pattern);
      all &= !filled.isEmpty();
      for (Pattern one : filled) {
        Optional<String> text = text(one);
        all &= text.isPresent() && (named.size() < RESOURCES_MAX || named.contains(text.get()));
        if (named.size() < RESOURCES_MAX) {
          text.ifPresent(named::add);
        }
      }
    }
    return all;
  }

  /** A pattern that takes one text alone. */
  private static Optional<String> text(Pattern pattern) {
    StringBuilder text = new StringBuilder();
    for (Pattern.Part part : pattern.parts()) {
      if (!(part instanceof Pattern.Part.Literal literal)) {
        return Optional.empty();
      }
      text.append(literal.text());
    }
    return Optional.of(text.toString());
  }

  /** A capability that the token names. */
  private record One(Held held, String policy, Capability capability) {
    List<Held.Place> places() {
      return held.places(policy, capability);
    }
  }

  private Stream<One> capabilities() {
    List<One> all = new ArrayList<>();
    for (VerifiedToken.Grant grant : token.leaf().grants()) {
      CompiledPolicy policy = policies.byId().get(grant.policy());
      if (policy != null) {
        Held held = new Held(policy, token);
        policy.policy().capabilities().stream()
            .filter(one -> grant.capabilities().contains(one.name()))
            .forEach(one -> all.add(new One(held, grant.policy(), one)));
      }
    }
    return all.stream();
  }
}
