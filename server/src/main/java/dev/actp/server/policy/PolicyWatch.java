package dev.actp.server.policy;

import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.service.Actor;
import dev.actp.runtime.service.DecisionService;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the place that policies are taken from again and again, on a thread of its own. A state
 * that differs from the last is taken as a whole, or refused while everything stays as it was.
 * Where files may be half written, a state counts once it was there twice.
 */
public final class PolicyWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyWatch.class);
  private static final Actor ACTOR = new Actor(Actor.Kind.OPERATOR, "policy source");
  private static final String NOTHING = "";

  private final PolicySource source;
  private final PolicyIntake intake;
  private final Versioning versioning;
  private final DecisionService service;
  private final String tenant;
  private final InstantSource clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("policy-watch").daemon().factory());

  /** Digest of the state that was dealt with, and why it is not in force; none where it is. */
  private String handled = NOTHING;

  private List<String> problems = List.of();

  /** Digest of the state that was there last. */
  private String seen = NOTHING;

  public PolicyWatch(
      PolicySource source,
      PolicyIntake intake,
      Versioning versioning,
      DecisionService service,
      String tenant,
      InstantSource clock) {
    this.source = source;
    this.intake = intake;
    this.versioning = versioning;
    this.service = service;
    this.tenant = tenant;
    this.clock = clock;
    versioning.source(new SourceState(source.toString(), "", null, List.of(), null));
  }

  /**
   * Takes what is there now, as a start does: without waiting for it to stay the same.
   *
   * @param tested whether its tests have to pass
   */
  public synchronized PolicyIntake.Taken begin(Actor actor, boolean tested) {
    List<PolicyVersion> before =
        KnownPolicies.of(service.queries(), tenant).stream()
            .filter(PolicyVersion::ofFolder)
            .toList();
    source.resume(before.stream().map(version -> version.origin().revision()).toList());
    Snapshot snapshot;
    try {
      snapshot = source.read();
    } catch (IOException e) {
      return unread(message(e), before.size());
    }
    PolicyIntake.Taken taken = intake.take(tenant, actor, snapshot, tested);
    if (taken.problems().isEmpty()) {
      handled(snapshot, snapshot.digest(), List.of());
    }
    return taken;
  }

  /** A place elsewhere may be away for a while: what was taken from it stays in force. */
  private PolicyIntake.Taken unread(String why, int inForce) {
    if (!source.whole() || inForce == 0) {
      return PolicyIntake.Taken.refused(List.of(why));
    }
    say(List.of(why));
    String note = "the policies stay as they were: " + why;
    return new PolicyIntake.Taken(inForce, 0, List.of(note), List.of(), true);
  }

  /** Looks by itself from now on, so long after each look. */
  public void every(Duration pause) {
    var unused =
        thread.scheduleWithFixedDelay(
            this::pollOrSay, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void pollOrSay() {
    try {
      poll();
    } catch (RuntimeException e) { // the next look tries again
      say(List.of("an error on our side: " + e));
      LOG.error("the policies of {} could not be taken", source, e);
    }
  }

  /** Looks once. */
  public synchronized void poll() {
    Snapshot snapshot;
    try {
      snapshot = source.read();
    } catch (IOException e) {
      seen = NOTHING;
      say(List.of(message(e)));
      return;
    }
    String digest = snapshot.digest();
    if (digest.equals(handled)) {
      handled(snapshot, digest, problems);
    } else if (source.whole() || digest.equals(seen)) {
      take(snapshot, digest);
    }
    seen = digest;
  }

  private void take(Snapshot snapshot, String digest) {
    PolicyIntake.Taken taken = intake.take(tenant, ACTOR, snapshot, true);
    if (taken.again()) {
      say(taken.problems());
      return;
    }
    handled(snapshot, digest, taken.problems());
    if (taken.problems().isEmpty()) {
      LOG.info("{} changes of policies taken from {}", taken.changes(), source);
      taken.notes().forEach(LOG::info);
    } else {
      keep(snapshot, taken.problems());
    }
  }

  /** Beside each policy that was to be changed. */
  private void keep(Snapshot snapshot, List<String> why) {
    String text = String.join("\n", why);
    String first = text.lines().findFirst().orElse("");
    var attempt = new RefusedVersions.Attempt(clock.instant(), source.toString(), first, text);
    List<PolicyVersion> inForce = KnownPolicies.of(service.queries(), tenant);
    PolicyReader.concerned(snapshot, inForce)
        .forEach(version -> versioning.refused().add(tenant, version.id(), attempt));
  }

  private void handled(Snapshot snapshot, String digest, List<String> why) {
    handled = digest;
    problems = why;
    if (why.isEmpty()) {
      versioning.source(versioning.source().good(snapshot.revision(), clock.instant()));
    } else {
      say(why);
    }
  }

  private void say(List<String> why) {
    SourceState state = versioning.source();
    if (!state.problems().equals(why)) {
      LOG.warn("the policies of {} stay as they were: {}", source, String.join("\n", why));
    }
    versioning.source(state.bad(why, clock.instant()));
  }

  private static String message(IOException e) {
    return Objects.requireNonNullElse(e.getMessage(), e.toString());
  }

  @Override
  public void close() {
    thread.shutdownNow();
    intake.close();
  }
}
