package dev.actp.bench.inprocess;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.AuthorizationSuccessResponse;
import com.cedarpolicy.model.entity.Entities;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.exception.CacheException;
import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.value.CedarList;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.PrimBool;
import com.cedarpolicy.value.PrimLong;
import com.cedarpolicy.value.PrimString;
import com.cedarpolicy.value.Value;
import dev.actp.bench.workload.Ask;
import dev.actp.bench.workload.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Cedar by its own binding for Java, with the parsed policies cached on its side. */
final class CedarInProcess implements InProcess {
  private static final EntityUID ROLE = uid("Role", Subject.ROLE);

  private final BasicAuthorizationEngine engine = new BasicAuthorizationEngine();
  private final PolicySet policies;
  private final List<AuthorizationRequest> requests = new ArrayList<>();
  private final List<Entities> entities = new ArrayList<>();

  CedarInProcess(List<Subject> subjects, List<Ask> asks) {
    Set<Policy> parsed = new HashSet<>();
    subjects.forEach(subject -> parsed.add(new Policy(policy(subject), subject.kind())));
    policies = new PolicySet(parsed);
    try {
      policies.cache();
    } catch (CacheException e) {
      throw new IllegalStateException("Cedar does not take the policies", e);
    }
    asks.forEach(this::add);
  }

  private void add(Ask ask) {
    EntityUID agent = uid("Agent", "support-agent-7");
    EntityUID resource = uid(type(ask.subject()), ask.resource());
    Set<EntityUID> roles = ask.role().equals(Subject.ROLE) ? Set.of(ROLE) : Set.of();
    entities.add(
        new Entities(
            Set.of(
                new Entity(agent, Map.of("customer", new PrimString(Ask.CUSTOMER)), roles),
                new Entity(
                    resource,
                    Map.of(
                        "customer", new PrimString(ask.customer()),
                        "uri", new PrimString(ask.resource())),
                    Set.of()))));
    List<Value> columns = ask.columns().stream().<Value>map(PrimString::new).toList();
    Map<String, Value> context =
        Map.of(
            "amount", new PrimLong(ask.amount()),
            "approved", new PrimBool(ask.approved()),
            "columns", new CedarList(columns),
            "hour", new PrimLong(ask.hour()),
            "dow", new PrimLong(ask.day()),
            "email", new PrimString(ask.email()));
    requests.add(
        new AuthorizationRequest(
            agent,
            uid("Action", ask.action()),
            resource,
            Optional.of(context),
            Optional.empty(),
            false));
  }

  @Override
  public boolean allows(int request) {
    try {
      return engine
          .isAuthorized(requests.get(request), policies, entities.get(request))
          .success
          .map(AuthorizationSuccessResponse::isAllowed)
          .orElseThrow();
    } catch (AuthException e) {
      throw new IllegalStateException("Cedar does not decide", e);
    }
  }

  private static String policy(Subject subject) {
    return """
    permit (principal in Role::"%s", action == Action::"%s", resource is %s) when {
      context.amount > 0 && context.amount <= %d &&
      (context.amount <= %d || context.approved) &&
      %s.containsAll(context.columns) &&
      context.hour >= 9 && context.hour < %d && context.dow >= 1 && context.dow <= 5 &&
      (%s) &&
      resource.customer == principal.customer && resource.uri like "%s://*"
    };
    """
        .formatted(
            Subject.ROLE,
            subject.action(),
            type(subject),
            subject.ceiling(),
            subject.threshold(),
            subject.columns().stream()
                .map(each -> '"' + each + '"')
                .collect(Collectors.joining(", ", "[", "]")),
            subject.until(),
            subject.domains().stream()
                .map(each -> "context.email like \"*@" + each + "\"")
                .collect(Collectors.joining(" || ")),
            subject.scheme());
  }

  private static String type(Subject subject) {
    String kind = subject.kind();
    return kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1);
  }

  private static EntityUID uid(String type, String id) {
    return EntityTypeName.parse(type).orElseThrow().of(id);
  }
}
