package dev.actp.compiler.types;

import dev.actp.compiler.resolve.Suggestion;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * Time zones, by the names of the IANA database; an offset is none, since it knows no daylight
 * saving.
 */
public final class Zones {
  private static final Set<String> NAMES = ZoneId.getAvailableZoneIds();

  private Zones() {}

  /** The zone of that name. */
  public static Optional<ZoneId> find(String name) {
    return NAMES.contains(name) ? Optional.of(ZoneId.of(name)) : Optional.empty();
  }

  /** What to write instead of an unknown name. */
  public static String help(String name) {
    return Suggestion.nearest(name, NAMES)
        .map(n -> "did you mean `\"" + n + "\"`?")
        .orElse(
            "use a name of the IANA time zone database, such as `\"Europe/Berlin\"` or `\"UTC\"`");
  }
}
