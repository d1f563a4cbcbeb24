package dev.actp.server.http;

import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.json.Members.Misfit;
import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.token.Verification;
import dev.actp.runtime.value.Value;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The AuthZEN Authorization API 1.0 (OpenID Foundation, January 2026), sections 6 and 7. A decision
 * is made, counted and recorded like any other, and {@code true} only where nothing is left that
 * the caller would have to do: it has no place for obligations, and waiting for an approval is a
 * {@code false}.
 */
final class Authzen implements Dialect {
  /** What an evaluation is made of (5). */
  static final List<String> ENTITIES = List.of("subject", "action", "resource", "context");

  private static final String SEMANTIC = "evaluations_semantic";

  @Override
  public EnforceBody read(Value.Struct document) {
    return new AuthzenBody("").read(document);
  }

  @Override
  public Batch readBatch(Value.Struct document) {
    Value evaluations = document.members().get("evaluations");
    if (evaluations == null
        || (evaluations instanceof Value.Sequence(List<Value> none) && none.isEmpty())) {
      return new Batch.Single(read(document));
    }
    if (!(evaluations instanceof Value.Sequence(List<Value> each)) || !Batch.fits(each)) {
      return unfit("/evaluations", "has to be a list of at most " + Batch.MOST + " evaluations");
    }
    Value options = document.members().get("options");
    Value semantic = options instanceof Value.Struct(var named) ? named.get(SEMANTIC) : null;
    if (options != null && !(options instanceof Value.Struct)) {
      return unfit("/options", "has to be an object");
    }
    return (semantic == null
            ? Optional.of(Batch.Semantic.EXECUTE_ALL)
            : semantic instanceof Value.Text(String name)
                ? Batch.Semantic.of(name)
                : Optional.<Batch.Semantic>empty())
        .<Batch>map(known -> batch(document, each, known))
        .orElseGet(
            () ->
                unfit(
                    "/options/" + SEMANTIC,
                    "is `execute_all`, `deny_on_first_deny` or `permit_on_first_permit`"));
  }

  private static Batch.Several batch(
      Value.Struct document, List<Value> each, Batch.Semantic semantic) {
    TreeMap<String, Value> defaults = new TreeMap<>(document.members());
    defaults.keySet().retainAll(ENTITIES);
    List<EnforceBody> asked = new ArrayList<>();
    for (int i = 0; i < each.size(); i++) {
      AuthzenBody reader = new AuthzenBody("/evaluations/" + i);
      if (each.get(i) instanceof Value.Struct own) {
        TreeMap<String, Value> all = new TreeMap<>(defaults);
        all.putAll(own.members());
        asked.add(reader.read(new Value.Struct(all)));
      } else {
        asked.add(reader.none());
      }
    }
    return new Batch.Several(asked, semantic);
  }

  private static Batch.Unfit unfit(String pointer, String why) {
    return new Batch.Unfit(Problem.at(ProblemCode.INVALID_REQUEST, pointer, why));
  }

  @Override
  public String answers() {
    return "evaluations";
  }

  @Override
  public Consumer<Out> decided(EnforceAnswer answer) {
    return out ->
        out.flag("decision", answer.allows())
            .object("context", context -> context(context, answer));
  }

  private static void context(Out out, EnforceAnswer answer) {
    List<Reason> reasons = answer.answer().decision().reasons();
    if (!answer.allows()) {
      out.text(answer.answer().dryRun() ? "would_be" : "outcome", answer.outcome());
    }
    if (!reasons.isEmpty()) {
      Reason first = reasons.getFirst();
      out.text("code", Words.of(first.code()))
          .object("reason_user", user -> user.text("en", answer.told(first)));
      if (answer.full()) {
        out.object("reason_admin", admin -> admin.text("en", admin(first)));
      }
    }
    answer.quota(out);
    List<Approval> approvals = answer.answer().approvals();
    if (!approvals.isEmpty()) {
      answer.approvals(out);
    }
    answer.receipt(out);
  }

  private static String admin(Reason reason) {
    String where =
        "%s, %s:%d".formatted(reason.policy(), reason.clause().file(), reason.clause().line());
    return "%s (%s) %s".formatted(reason.clause().text(), where, reason.detail());
  }

  @Override
  public Consumer<Out> untrusted(EnforceBody asked, Verification.Refused refused) {
    return out ->
        out.flag("decision", false)
            .object(
                "context",
                context ->
                    context
                        .text("code", Words.of(refused.code()))
                        .object(
                            "reason_user",
                            user -> user.text("en", ReasonTexts.of(refused.code()))));
  }

  @Override
  public Consumer<Out> refusedOne(Problem problem) {
    return out ->
        out.flag("decision", false)
            .object(
                "context",
                context ->
                    context.object(
                        "error",
                        error ->
                            error
                                .number("status", status(problem))
                                .text("message", message(problem))));
  }

  /** The body is a message, as text (10.1.2). */
  @Override
  public Reply refused(Problem problem) {
    Reply reply = problem.reply();
    return new Reply(
            status(problem),
            "text/plain; charset=utf-8",
            Buffer.buffer(message(problem) + "\n"),
            reply.headers(),
            null,
            null)
        .refusing(problem);
  }

  /** Where something is missing or does not fit, 400 (10.1.1). */
  private static int status(Problem problem) {
    return problem.code() == ProblemCode.INVALID_REQUEST ? 400 : problem.code().status();
  }

  private static String message(Problem problem) {
    StringBuilder message = new StringBuilder(problem.code().title());
    if (problem.detail() != null) {
      message.append(": ").append(problem.detail());
    }
    for (Misfit misfit : problem.misfits()) {
      message.append("; ").append(misfit.pointer()).append(' ').append(misfit.why());
    }
    return message.toString();
  }

  @Override
  public boolean carriesObligations() {
    return false;
  }
}
