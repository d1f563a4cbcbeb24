package dev.actp.server.http;

import dev.actp.runtime.json.Members;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.registry.Origin;
import dev.actp.runtime.registry.Page;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.service.Act;
import dev.actp.server.policy.Built;
import dev.actp.server.policy.PolicyBuilder;
import dev.actp.server.policy.RefusedVersions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The versions of a policy, what was refused to become one, and the way back to an earlier one. */
final class HistoryEndpoints {
  private static final Set<Role> CHANGING = Set.of(Role.ADMIN);
  private static final Set<Role> READING = Set.of(Role.ADMIN, Role.ISSUER, Role.AUDITOR);

  /** Versions in one answer: each is read with all its text. */
  private static final int VERSIONS_MAX = 100;

  private final Directory directory;
  private final PolicyBuilder builder;
  private final PolicyActivation activation;
  private final RefusedVersions refused;

  HistoryEndpoints(
      Directory directory,
      PolicyBuilder builder,
      PolicyActivation activation,
      RefusedVersions refused) {
    this.directory = directory;
    this.builder = builder;
    this.activation = activation;
    this.refused = refused;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            Route.Method.GET,
            List.of("/v1/policies/:id/history"),
            READING,
            Set.of("limit", "cursor"),
            Route.Body.NONE,
            this::history),
        new Route(
            Route.Method.GET,
            List.of("/v1/policies/:id/history/:number"),
            READING,
            Set.of(),
            Route.Body.NONE,
            this::version),
        new Route(
            Route.Method.POST,
            List.of("/v1/policies/:id/rollback"),
            CHANGING,
            Set.of(),
            Route.Body.JSON,
            this::rollback));
  }

  private Queries queries() {
    return directory.queries();
  }

  /** The newest version of a policy, in force or not. */
  private Optional<PolicyVersion> newest(Call call) {
    String tenant = call.tenant();
    String named = call.part("id");
    return directory
        .policy(tenant, named)
        .or(() -> queries().versions(tenant, named, Integer.MAX_VALUE, 1).stream().findFirst())
        .or(() -> queries().lastNamed(tenant, named));
  }

  private Optional<PolicyVersion> numbered(String tenant, String id, int number) {
    return queries().versions(tenant, id, number + 1, 1).stream()
        .filter(version -> version.number() == number)
        .findFirst();
  }

  /** A number of a version: from 1 on. */
  private static Optional<Integer> number(String text) {
    return text.matches("[1-9][0-9]{0,8}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  private static Reply unknown() {
    return Problem.of(ProblemCode.NOT_FOUND, "there is no such policy").reply();
  }

  private Reply history(Call call) {
    return newest(call).map(policy -> history(call, policy)).orElseGet(HistoryEndpoints::unknown);
  }

  private Reply history(Call call, PolicyVersion policy) {
    return Paging.part(
        call,
        "history of " + policy.id(),
        (after, limit) -> page(call.tenant(), policy.id(), after, Math.min(limit, VERSIONS_MAX)),
        page -> Reply.ok(out -> write(out, call.tenant(), policy, page)));
  }

  private Page<PolicyVersion> page(String tenant, String id, String after, int limit) {
    int before = after.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(after);
    List<PolicyVersion> found = queries().versions(tenant, id, before, limit + 1);
    List<PolicyVersion> shown = found.subList(0, Math.min(found.size(), limit));
    return new Page<>(
        shown, found.size() > limit ? Integer.toString(shown.getLast().number()) : "");
  }

  private void write(Out out, String tenant, PolicyVersion policy, Page<PolicyVersion> page) {
    int inForce = inForce(tenant, policy.id());
    out.text("id", policy.id()).text("name", policy.name());
    out.text("kind", Words.of(policy.kind()))
        .each("versions", page.items(), (one, version) -> write(one, version, inForce))
        .each("refused", refused.of(tenant, policy.id()), HistoryEndpoints::write);
    if (!page.next().isEmpty()) {
      out.text("next", page.next());
    }
  }

  /** The number of the version in force; 0 for none. */
  private int inForce(String tenant, String id) {
    return queries().policy(tenant, id).map(PolicyVersion::number).orElse(0);
  }

  private Reply version(Call call) {
    return newest(call)
        .flatMap(
            policy ->
                number(call.part("number"))
                    .flatMap(number -> numbered(call.tenant(), policy.id(), number)))
        .map(version -> version(call.tenant(), version))
        .orElseGet(() -> Problem.of(ProblemCode.NOT_FOUND, "there is no such version").reply());
  }

  private Reply version(String tenant, PolicyVersion version) {
    int inForce = inForce(tenant, version.id());
    return Reply.ok(
        out -> {
          out.text("id", version.id()).text("name", version.name());
          write(out, version, inForce);
          out.text("source", version.files().get(version.main()))
              .object("files", files -> version.files().forEach(files::text));
        });
  }

  private static void write(Out out, PolicyVersion version, int inForce) {
    Origin origin = version.origin();
    out.number("number", version.number())
        .text("version", version.version())
        .text("digest", version.digest())
        .time("activated_at", version.activated())
        .flag("in_force", version.number() == inForce);
    if (!origin.byKind().isEmpty()) {
      out.object("by", by -> by.text("kind", origin.byKind()).text("id", origin.byId()));
    }
    if (!origin.revision().isEmpty()) {
      out.text("revision", origin.revision());
    }
    if (origin.restored() > 0) {
      out.number("restored", origin.restored());
    }
    out.value("changes", origin.changes());
  }

  private static void write(Out out, RefusedVersions.Attempt attempt) {
    out.time("at", attempt.at()).text("by", attempt.by()).text("message", attempt.message());
    if (!attempt.diagnostics().isEmpty()) {
      out.text("diagnostics", attempt.diagnostics());
    }
  }

  private Reply rollback(Call call) {
    Members body = call.body();
    Long to = body.whole("to");
    body.refuseOthers();
    if (!body.misfits().isEmpty()) {
      return Problem.of(ProblemCode.INVALID_REQUEST, body.misfits()).reply();
    }
    return newest(call)
        .map(newest -> rollback(call, newest, to == null ? "" : Long.toString(to)))
        .orElseGet(HistoryEndpoints::unknown);
  }

  /**
   * @param to the number of a version, or empty for the one before the text in force
   */
  private Reply rollback(Call call, PolicyVersion newest, String to) {
    PolicyVersion current = queries().policy(call.tenant(), newest.id()).orElse(null);
    Optional<PolicyVersion> target =
        (to.isEmpty() ? Optional.of(before(newest, current)) : number(to))
            .flatMap(number -> numbered(call.tenant(), newest.id(), number));
    if (target.isEmpty()) {
      String which = to.isEmpty() ? "before that" : to;
      return Problem.at(ProblemCode.UNKNOWN_REFERENCE, "/to", "the policy has no version " + which)
          .reply();
    }
    PolicyVersion wanted = target.get();
    if (current != null && sameText(current, wanted)) {
      return Problem.of(
              ProblemCode.CONFLICT,
              "version %d is in force, and has the text of version %d"
                  .formatted(current.number(), wanted.number()))
          .reply();
    }
    Built built = builder.build(wanted.main(), wanted.files());
    return built instanceof Built.Ready ready
        ? restore(call, current != null && current.ofFolder(), wanted, ready)
        : activation.refused(call, wanted.id(), PolicyActivation.problem(built).orElseThrow());
  }

  /** The one before the text in force, which a rollback has from an earlier one; else the last. */
  private static int before(PolicyVersion newest, @Nullable PolicyVersion current) {
    if (current == null) {
      return newest.number();
    }
    int restored = current.origin().restored();
    return (restored > 0 ? restored : current.number()) - 1;
  }

  private static boolean sameText(PolicyVersion one, PolicyVersion other) {
    return one.main().equals(other.main()) && one.files().equals(other.files());
  }

  private Reply restore(Call call, boolean ofFolder, PolicyVersion wanted, Built.Ready ready) {
    Act.Coming coming = new Act.Coming(ofFolder, "", wanted.number(), 0, null);
    Act.ActivatePolicy act =
        new Act.ActivatePolicy(wanted.id(), wanted.main(), wanted.files(), ready.policy(), coming);
    String source = Objects.requireNonNull(wanted.files().get(wanted.main()));
    return activation.perform(call, act, new PolicyTexts.Text(source, List.of()), ready, Reply::ok);
  }
}
