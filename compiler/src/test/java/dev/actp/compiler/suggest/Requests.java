package dev.actp.compiler.suggest;

import dev.actp.runtime.value.Value;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** Random requests for what {@link RandomPolicy} grants, more or less. */
final class Requests {
  private Requests() {}

  record Asked(String action, String resource, Value.Struct attributes) {}

  static Asked next(Random random) {
    TreeMap<String, Value> attributes = new TreeMap<>();
    attributes.put("amount", Value.Num.of(random.nextInt(random.nextBoolean() ? 40 : 700) - 3));
    attributes.put("note", new Value.Text(List.of("a", "b", "other").get(random.nextInt(3))));
    List<Value> tags =
        random
            .ints(1 + random.nextInt(2), 0, 4)
            .distinct()
            .mapToObj(i -> (Value) new Value.Text(RandomPolicy.TAGS.get(i)))
            .toList();
    attributes.put("tags", new Value.Sequence(tags));
    return new Asked(
        RandomPolicy.ACTIONS.get(random.nextInt(RandomPolicy.ACTIONS.size())),
        resource(random),
        new Value.Struct(attributes));
  }

  private static String resource(Random random) {
    String scheme = random.nextInt(4) == 0 ? "shop" : "crm";
    String place = List.of("customers", "c" + random.nextInt(3), "eu", "us").get(random.nextInt(4));
    String rest =
        List.of("c" + random.nextInt(3), "o-" + random.nextInt(9), "x/o-" + random.nextInt(3), "*1")
            .get(random.nextInt(random.nextInt(10) == 0 ? 4 : 3));
    return scheme + "://" + place + (random.nextInt(8) == 0 ? "" : "/" + rest);
  }
}
