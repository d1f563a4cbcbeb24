package dev.actp.server.policy;

import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.Actor;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Done;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Puts in force what a snapshot holds, and out of force what it does not hold any more: all of it
 * in one act, or nothing. For one thread at a time.
 */
public final class PolicyIntake implements AutoCloseable {
  private static final int ID_BYTES = 8;
  private static final Duration TESTS_AT_MOST = Duration.ofSeconds(30);

  /** For saying what changes. */
  private static final Duration COMPARING_AT_MOST = Duration.ofSeconds(5);

  private final DecisionService service;
  private final PolicyReader reader;
  private final Versioning versioning;
  private final SecureRandom random;
  private final PolicyTests tests = new PolicyTests(TESTS_AT_MOST);

  public PolicyIntake(
      DecisionService service, PolicyBuilder builder, Versioning versioning, SecureRandom random) {
    this.service = service;
    this.reader = new PolicyReader(builder, service.queries());
    this.versioning = versioning;
    this.random = random;
  }

  /**
   * What became of it.
   *
   * @param policies how many policies and guardrails of the snapshot are in force
   * @param changes how many versions were put in force or out of it
   * @param notes for whoever runs the server
   * @param problems what is wrong; with any, everything stays as it was
   * @param again whether the same may be taken later
   */
  public record Taken(
      int policies, int changes, List<String> notes, List<String> problems, boolean again) {
    public Taken {
      notes = List.copyOf(notes);
      problems = List.copyOf(problems);
    }

    static Taken refused(List<String> problems) {
      return new Taken(0, 0, List.of(), problems, false);
    }
  }

  /**
   * Takes a snapshot.
   *
   * @param tested whether its tests have to pass, where anything changes
   */
  public Taken take(String tenant, Actor actor, Snapshot snapshot, boolean tested) {
    List<PolicyVersion> inForce = KnownPolicies.of(service.queries(), tenant);
    PolicyReader.Contents contents = reader.read(tenant, snapshot, inForce);
    if (!contents.problems().isEmpty()) {
      return Taken.refused(contents.problems());
    }
    boolean changes = !contents.changed().isEmpty() || !contents.gone().isEmpty();
    List<String> failing = tested && changes ? tests.problems(snapshot) : List.of();
    return failing.isEmpty()
        ? put(tenant, actor, contents, snapshot.revision())
        : Taken.refused(failing);
  }

  private Taken put(String tenant, Actor actor, PolicyReader.Contents contents, String revision) {
    List<String> notes = new ArrayList<>();
    List<String> retired = new ArrayList<>();
    for (PolicyVersion held : contents.held()) {
      notes.add(
          "the policy `%s` stays rolled back to version %d: `%s` is as it was before that"
              .formatted(held.name(), held.origin().restored(), held.main()));
    }
    for (PolicyVersion gone : contents.gone()) {
      if (gone.kind() == Policy.Kind.GUARDRAIL) {
        notes.add(
            "the guardrail `%s` stays in force though `%s` is gone; a file with nothing but its header ends it"
                .formatted(gone.name(), gone.main()));
      } else {
        notes.add("the policy `%s` is retired: `%s` is gone".formatted(gone.name(), gone.main()));
        retired.add(gone.id());
      }
    }
    List<Act.ActivatePolicy> activated =
        contents.changed().stream().map(ready -> act(tenant, ready, revision)).toList();
    int policies = activated.size() + contents.unchanged();
    if (retired.isEmpty() && activated.isEmpty()) {
      return new Taken(policies, 0, notes, List.of(), false);
    }
    Act swap =
        new Act.SwapPolicies(retired, versioning.compared(tenant, activated, COMPARING_AT_MOST));
    return switch (service.perform(tenant, actor, swap).toCompletableFuture().join()) {
      case Done.Committed done ->
          new Taken(policies, retired.size() + activated.size(), notes, List.of(), false);
      case Done.Refused refused ->
          new Taken(0, 0, List.of(), List.of(refused.message()), passing(refused.why()));
    };
  }

  /** Whether a refusal says nothing of what was refused. */
  private static boolean passing(Done.Why why) {
    return switch (why) {
      case OVERLOADED, STORE_UNAVAILABLE, SEALED -> true;
      case UNKNOWN, CONFLICT, FORBIDDEN, ESCALATION, FULL, QUOTA, INVALID -> false;
    };
  }

  private Act.ActivatePolicy act(String tenant, Built.Ready ready, String revision) {
    String id =
        service
            .queries()
            .lastNamed(tenant, ready.policy().policy().name())
            .map(PolicyVersion::id)
            .orElseGet(this::policyId);
    return new Act.ActivatePolicy(
        id, ready.main(), ready.files(), ready.policy(), Act.Coming.read(revision));
  }

  private String policyId() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return "policy_" + HexFormat.of().formatHex(id);
  }

  @Override
  public void close() {
    tests.close();
  }
}
