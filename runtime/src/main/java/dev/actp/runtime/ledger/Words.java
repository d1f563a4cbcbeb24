package dev.actp.runtime.ledger;

import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Window;
import dev.actp.runtime.value.Fault;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of records for what is an enumeration in code: its name in lower case. */
public final class Words {
  private static final Map<Enum<?>, String> WORDS =
      Stream.<Enum<?>[]>of(
              Outcome.values(),
              Reason.Code.values(),
              Reading.Approval.State.values(),
              Counter.Kind.values(),
              Counter.Key.Of.values(),
              Window.Unit.values(),
              Fault.Kind.values())
          .flatMap(Arrays::stream)
          .collect(
              Collectors.toUnmodifiableMap(
                  Function.identity(), one -> one.name().toLowerCase(Locale.ROOT)));

  private Words() {}

  /** The word for a constant; {@link Locale#ROOT} rules. */
  public static String of(Enum<?> constant) {
    String word = WORDS.get(constant);
    return word == null ? constant.name().toLowerCase(Locale.ROOT) : word;
  }
}
