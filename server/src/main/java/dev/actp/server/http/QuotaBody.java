package dev.actp.server.http;

import dev.actp.runtime.json.Members;
import dev.actp.runtime.registry.Plan;
import dev.actp.runtime.registry.Quotas;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code plan} and {@code quotas} of a body: the second counts where both say something. */
final class QuotaBody {
  private QuotaBody() {}

  static Quotas read(Members body) {
    return new Quotas(plan(body), own(body));
  }

  private static @Nullable Plan plan(Members body) {
    String word = body.text("plan");
    if (word == null) {
      return null;
    }
    for (Plan plan : Plan.values()) {
      if (Words.of(plan).equals(word)) {
        return plan;
      }
    }
    body.misfit(
        "plan", "`" + word + "` is no plan; there are " + Words.list(EnumSet.allOf(Plan.class)));
    return null;
  }

  private static Map<Quotas.Kind, Long> own(Members body) {
    Map<Quotas.Kind, Long> own = new EnumMap<>(Quotas.Kind.class);
    Members inner = body.object("quotas");
    if (inner != null) {
      Arrays.stream(Quotas.Kind.values()).forEach(kind -> read(inner, kind, own));
      inner.refuseOthers();
    }
    return own;
  }

  private static void read(Members inner, Quotas.Kind kind, Map<Quotas.Kind, Long> own) {
    String name = Words.of(kind);
    Long most = inner.whole(name);
    if (most == null) {
      return;
    }
    if (most < kind.least() || most > kind.greatest()) {
      inner.misfit(name, "has to be from %d to %d".formatted(kind.least(), kind.greatest()));
    } else {
      own.put(kind, most);
    }
  }
}
