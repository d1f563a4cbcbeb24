package dev.actp.cli;

import dev.actp.runtime.service.Selection;
import dev.actp.runtime.value.Value;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whose data is to be erased, as the command line says it. */
record ErasedSubject(@Nullable String attribute, @Nullable String agent, @Nullable String records) {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

  Selection selection() throws Unusable {
    if (Stream.of(attribute != null, agent != null, records != null).filter(g -> g).count() != 1) {
      throw new Unusable("say whose: one of `--attribute`, `--agent` and `--records`");
    }
    if (attribute != null) {
      return byAttribute(attribute);
    }
    if (agent != null) {
      return new Selection.ByAgent(agent);
    }
    Matcher range = RANGE.matcher(String.valueOf(records));
    if (!range.matches() || Long.parseLong(range.group(2)) < Long.parseLong(range.group(1))) {
      throw new Unusable("`--records` is a first and a last index, like 10-20");
    }
    return new Selection.ByRecords(Long.parseLong(range.group(1)), Long.parseLong(range.group(2)));
  }

  private static Selection byAttribute(String text) throws Unusable {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new Unusable("`--attribute` is NAME=VALUE");
    }
    Value wanted = new Value.Text(text.substring(equals + 1));
    return new Selection.ByAttribute(text.substring(0, equals), wanted);
  }
}
