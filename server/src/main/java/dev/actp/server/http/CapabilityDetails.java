package dev.actp.server.http;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.Listing;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.json.Members;
import dev.actp.runtime.json.Members.Misfit;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The capabilities of a token as authorization details (RFC 9396), of the one type that there is
 * here. In an answer they are a view: what a request comes to is decided. In a request they say
 * what is handed on, and narrow it.
 */
final class CapabilityDetails {
  static final String TYPE = "actp_capability";

  private CapabilityDetails() {}

  /** What the details of a request come to. */
  sealed interface Reading {}

  /** Objects as {@link Wanted} reads them, each in its place. */
  record Asked(List<Value> capabilities) implements Reading {
    Asked {
      capabilities = List.copyOf(capabilities);
    }
  }

  /** What is none of this type is refused (RFC 9396 5). */
  record Wrong(String why) implements Reading {}

  /**
   * Reads the details of a request.
   *
   * @param held the token that they are about
   */
  static Reading read(List<Value.Struct> details, VerifiedToken held, CompiledPolicies policies) {
    List<Listing.Granted> granted = new Listing(policies, held).granted();
    List<Value> capabilities = new ArrayList<>();
    List<Misfit> misfits = new ArrayList<>();
    for (int i = 0; i < details.size(); i++) {
      Members one = Members.of(details.get(i));
      capabilities.add(read(one, granted));
      for (Misfit misfit : one.misfits()) {
        String pointer = "/authorization_details/" + i + misfit.pointer();
        misfits.add(new Misfit(pointer, misfit.why()));
      }
    }
    return misfits.isEmpty()
        ? new Asked(capabilities)
        : new Wrong(
            misfits.stream()
                .map(misfit -> misfit.pointer() + " " + misfit.why())
                .collect(Collectors.joining("; ")));
  }

  private static Value read(Members detail, List<Listing.Granted> granted) {
    if (!detail.needText("type").equals(TYPE)) {
      detail.misfit("type", "has to be `" + TYPE + "`, the only type here");
    }
    TreeMap<String, Value> wanted = new TreeMap<>();
    String name = detail.needText("capability");
    wanted.put("capability", new Value.Text(name));
    @Nullable String policy = detail.text("policy");
    if (policy != null) {
      wanted.put("policy", new Value.Text(policy));
    }
    List<String> locations = detail.texts("locations");
    if (!locations.isEmpty()) {
      wanted.put("on", new Value.Sequence(locations.stream().<Value>map(Value.Text::new).toList()));
    } else if (detail.any("locations") != null) {
      detail.misfit("locations", "has to be left out, or to name one or more");
    }
    @Nullable String clauses = detail.text("clauses");
    if (clauses != null) {
      wanted.put("clauses", new Value.Text(clauses));
    }
    List<Listing.Granted> meant =
        granted.stream().filter(one -> one.capability().name().equals(name)).toList();
    if (policy != null && meant.stream().noneMatch(one -> one.policy().equals(policy))) {
      detail.misfit("policy", "the token holds no such capability of a policy of this id");
    }
    boolean actions = detail.any("actions") != null;
    Set<String> named = new HashSet<>(detail.texts("actions"));
    if (actions
        && meant.stream()
            .filter(one -> policy == null || one.policy().equals(policy))
            .anyMatch(one -> !named.equals(Set.copyOf(one.capability().actions())))) {
      // it is handed on with all its actions, and whoever names fewer would get more
      detail.misfit("actions", "has to be left out, or all actions of the capability");
    }
    detail.refuseOthers();
    return new Value.Struct(wanted);
  }

  /** A capability without anything less, as {@link Wanted} reads it beside others with less. */
  static Value whole(String name) {
    return new Value.Struct(new TreeMap<>(Map.of("capability", new Value.Text(name))));
  }

  /**
   * Adds {@code authorization_details}: a capability each.
   *
   * @param revoked names of capabilities, or of actions of those, that are not to be in it
   * @param full whether to add what the policies demand, in their own words
   */
  static void write(
      Out out, VerifiedToken token, CompiledPolicies policies, Set<String> revoked, boolean full) {
    List<Listing.Granted> granted =
        new Listing(policies, token)
            .granted().stream()
                .filter(one -> !revoked.contains(one.capability().name()))
                .filter(one -> one.capability().actions().stream().noneMatch(revoked::contains))
                .toList();
    out.each("authorization_details", granted, (inner, one) -> write(inner, one, full));
  }

  private static void write(Out out, Listing.Granted one, boolean full) {
    out.text("type", TYPE)
        .text("policy", one.policy())
        .text("capability", one.capability().name())
        .texts("actions", one.capability().actions())
        .texts("locations", one.locations());
    if (!one.narrowed().isEmpty()) {
      out.each("narrowed", one.narrowed(), CapabilityDetails::narrowing);
    }
    if (full) {
      out.texts(
          "constraints",
          one.capability().clauses().stream().map(clause -> clause.source().text()).toList());
    }
  }

  private static void narrowing(Out out, VerifiedToken.Narrowing one) {
    if (!one.on().isEmpty()) {
      out.texts("locations", one.on());
    }
    if (!one.clauses().isEmpty()) {
      out.text("clauses", one.clauses());
    }
  }
}
