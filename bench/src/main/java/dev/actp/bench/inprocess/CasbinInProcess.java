package dev.actp.bench.inprocess;

import com.googlecode.aviator.runtime.function.FunctionUtils;
import com.googlecode.aviator.runtime.type.AviatorBoolean;
import com.googlecode.aviator.runtime.type.AviatorObject;
import dev.actp.bench.workload.Ask;
import dev.actp.bench.workload.Subject;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;
import org.casbin.jcasbin.util.function.CustomFunction;

/**
 * jCasbin: one line a policy, with its condition as a rule that the matcher evaluates. A request
 * goes through the lines until one lets it through.
 */
final class CasbinInProcess implements InProcess {
  private static final String MODEL =
      """
      [request_definition]
      r = role, kind, act, ctx

      [policy_definition]
      p = role, kind, act, rule

      [policy_effect]
      e = some(where (p.eft == allow))

      [matchers]
      m = r.act == p.act && r.kind == p.kind && r.role == p.role && eval(p.rule)
      """;

  private final Enforcer enforcer;
  private final List<Object[]> requests;

  CasbinInProcess(List<Subject> subjects, List<Ask> asks) {
    Model model = new Model();
    model.loadModelFromText(MODEL);
    enforcer = new Enforcer(model);
    add("known", (some, all) -> words(all).containsAll(words(some)));
    add("starts", String::startsWith);
    add("ends", String::endsWith);
    enforcer.addPolicies(
        subjects.stream()
            .map(each -> List.of(Subject.ROLE, each.kind(), each.action(), rule(each)))
            .toList());
    requests = asks.stream().map(CasbinInProcess::request).toList();
  }

  @Override
  public boolean allows(int request) {
    return enforcer.enforce(requests.get(request));
  }

  private static Object[] request(Ask ask) {
    return new Object[] {
      ask.role(),
      ask.subject().kind(),
      ask.action(),
      Map.of(
          "amount", (long) ask.amount(),
          "approved", ask.approved(),
          "columns", String.join("|", ask.columns()),
          "hour", (long) ask.hour(),
          "dow", (long) ask.day(),
          "email", ask.email(),
          "customer", ask.customer(),
          "uri", ask.resource())
    };
  }

  private static String rule(Subject subject) {
    return ("r.ctx.amount > 0 && r.ctx.amount <= %d && (r.ctx.amount <= %d || r.ctx.approved)"
            + " && known(r.ctx.columns, '%s') && r.ctx.hour >= 9 && r.ctx.hour < %d"
            + " && r.ctx.dow >= 1 && r.ctx.dow <= 5 && (%s) && r.ctx.customer == '%s'"
            + " && starts(r.ctx.uri, '%s://')")
        .formatted(
            subject.ceiling(),
            subject.threshold(),
            String.join("|", subject.columns()),
            subject.until(),
            subject.domains().stream()
                .map(each -> "ends(r.ctx.email, '@" + each + "')")
                .collect(Collectors.joining(" || ")),
            Ask.CUSTOMER,
            subject.scheme());
  }

  private void add(String name, BiPredicate<String, String> holds) {
    enforcer.addFunction(name, new OfTexts(name, holds));
  }

  private static List<String> words(String list) {
    return List.of(list.split("\\|"));
  }

  /** A function of two texts. */
  private static final class OfTexts extends CustomFunction {
    private static final long serialVersionUID = 1;

    private final String name;
    private final transient BiPredicate<String, String> holds;

    OfTexts(String name, BiPredicate<String, String> holds) {
      this.name = name;
      this.holds = holds;
    }

    @Override
    public AviatorObject call(Map<String, Object> env, AviatorObject one, AviatorObject other) {
      return AviatorBoolean.valueOf(
          holds.test(
              FunctionUtils.getStringValue(one, env), FunctionUtils.getStringValue(other, env)));
    }

    @Override
    public String getName() {
      return name;
    }
  }
}
