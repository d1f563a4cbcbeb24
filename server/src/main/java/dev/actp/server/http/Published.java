package dev.actp.server.http;

import dev.actp.runtime.json.Members;
import dev.actp.runtime.json.Members.Misfit;
import dev.actp.runtime.token.Verification;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The two published dialects, which are read as one and have one answer. */
final class Published implements Dialect {
  private static final Set<String> TOKEN = Set.of("token", "capabilityToken", "capability_token");
  private static final Set<String> TENANT = Set.of("tenantId", "tenant_id");

  @Override
  public EnforceBody read(Value.Struct document) {
    return EnforceBody.of(document);
  }

  @Override
  public Batch readBatch(Value.Struct document) {
    Members body = Members.of(document);
    Map<String, Value> beside = new TreeMap<>(document.members());
    beside.keySet().removeIf(name -> !TOKEN.contains(name) && !TENANT.contains(name));
    beside.keySet().forEach(body::text);
    List<EnforceBody> asked = new ArrayList<>();
    switch (body.any("requests")) {
      case Value.Sequence(List<Value> requests) when Batch.fits(requests) -> {
        for (int i = 0; i < requests.size(); i++) {
          asked.add(
              requests.get(i) instanceof Value.Struct own
                  ? EnforceBody.of(with(beside, own))
                  : EnforceBody.none("/requests/" + i, "has to be an object"));
        }
      }
      case null, default -> body.misfit("requests", Batch.RANGE);
    }
    body.refuseOthers();
    List<Misfit> misfits = body.misfits();
    return misfits.isEmpty()
        ? new Batch.Several(asked, Batch.Semantic.EXECUTE_ALL)
        : new Batch.Unfit(Problem.of(ProblemCode.INVALID_REQUEST, misfits));
  }

  /** A request with what it does not say itself. */
  private static Value.Struct with(Map<String, Value> beside, Value.Struct own) {
    TreeMap<String, Value> all = new TreeMap<>(beside);
    if (!Collections.disjoint(own.members().keySet(), TOKEN)) {
      all.keySet().removeAll(TOKEN);
    }
    all.putAll(own.members());
    return new Value.Struct(all);
  }

  @Override
  public String answers() {
    return "results";
  }

  @Override
  public Consumer<Out> decided(EnforceAnswer answer) {
    return answer::write;
  }

  @Override
  public Consumer<Out> untrusted(EnforceBody asked, Verification.Refused refused) {
    return InvalidToken.of(asked, refused);
  }

  @Override
  public Consumer<Out> refusedOne(Problem problem) {
    return out -> problem.write(out, true);
  }

  @Override
  public Reply refused(Problem problem) {
    return problem.denial();
  }

  @Override
  public boolean carriesObligations() {
    return true;
  }
}
