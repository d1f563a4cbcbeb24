package dev.actp.runtime.function;

import dev.actp.runtime.value.EmailAddress;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.IpNetwork;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/**
 * The functions of the language (language.md, "Expressions") that take texts, times and
 * collections. {@link SensitiveData} and {@link SqlStatementFacts} stand apart. Each gives a value
 * or a {@link Fault}, never throws, and takes time linear in its arguments.
 */
public final class Functions {
  private Functions() {}

  /** {@code length(text)}: the number of code points. */
  public static Value.Num length(Value.Text text) {
    return Value.Num.of(text.value().codePointCount(0, text.value().length()));
  }

  /** {@code count(xs)}: the number of elements. */
  public static Value.Num count(List<Value> elements) {
    return Value.Num.of(elements.size());
  }

  /**
   * {@code lower(text)}: lower case by Unicode 3.13, toLowercase, without regard to any language.
   */
  public static Value.Text lower(Value.Text text) {
    return new Value.Text(Unicode.lower(text.value()));
  }

  /**
   * {@code domain(address)}: the part after {@code @} in lower case, of one bare {@link
   * EmailAddress}.
   */
  public static Result domain(Value.Text address) {
    return EmailAddress.parse(address.value())
        .<Result>map(parsed -> new Value.Text(parsed.domain()))
        .orElseGet(() -> new Fault(Fault.Kind.MALFORMED, "`domain` needs one bare e-mail address"));
  }

  /** {@code host(url)}: see {@link UrlHost}. */
  public static Result host(Value.Text url) {
    return UrlHost.parse(url.value())
        .<Result>map(Value.Text::new)
        .orElseGet(
            () ->
                new Fault(
                    Fault.Kind.MALFORMED,
                    "`host` needs an absolute URL with a plain host and no user info"));
  }

  /** {@code cidr(ip, "net")}: whether the address lies in the network. */
  public static Value.Bool cidr(Value.Ip ip, IpNetwork network) {
    return Value.Bool.of(network.contains(ip));
  }

  /** {@code inside(path, "/dir")}: see {@link Paths#inside}. */
  public static Result inside(Value.Text path, Value.Text directory) {
    return Paths.inside(path.value(), directory.value())
        .<Result>map(Value.Bool::of)
        .orElseGet(
            () ->
                new Fault(
                    Fault.Kind.MALFORMED,
                    "`inside` needs a path of the directory's kind (absolute or not) without `.`,"
                        + " `..`, empty or encoded segments, backslashes and control characters"));
  }

  /** {@code age(t)}: the time from an instant to now; a future instant is a fault. */
  public static Result age(Value.Timestamp instant, Instant now) {
    return instant.value().isAfter(now)
        ? new Fault(Fault.Kind.TIME, "`age` of a time in the future")
        : new Value.Span(Duration.between(instant.value(), now));
  }

  /**
   * {@code day_of(t, "ZONE")}: {@code "mon"} to {@code "sun"}, by the local date in a zone of the
   * tz database.
   */
  public static Result dayOf(Value.Timestamp instant, Value.Text zone) {
    try {
      ZoneId known = ZoneId.of(zone.value());
      DayOfWeek day = instant.value().atZone(known).getDayOfWeek();
      return new Value.Text(day.name().substring(0, 3).toLowerCase(Locale.ROOT));
    } catch (DateTimeException unknownZoneOrFarTime) {
      return new Fault(
          Fault.Kind.MALFORMED, "`day_of` needs a time of this era and a zone of the tz database");
    }
  }
}
