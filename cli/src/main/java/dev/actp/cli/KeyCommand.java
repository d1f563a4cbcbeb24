package dev.actp.cli;

import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.value.DurationText;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code actp key}. */
@Command(
    name = "key",
    description = "Make, list and end API keys, and keys that sign tokens, of a server.",
    mixinStandardHelpOptions = true)
final class KeyCommand {
  private static final Duration LONGEST = Duration.ofDays(3_660);

  private final Console console;

  KeyCommand(Console console) {
    this.console = console;
  }

  @Command(
      name = "new",
      description = "Make a key, and show it this once.",
      mixinStandardHelpOptions = true)
  int make(
      @Mixin WhichServer which,
      @Parameters(paramLabel = "LABEL", description = "what people know it by") String label,
      @Option(
              names = "--role",
              paramLabel = "ROLE",
              description =
                  "admin, issuer, enforcer or auditor; may be repeated; all without; or operator"
                      + " alone, in a data folder")
          @Nullable Set<Role> roles,
      @Option(names = "--expires", paramLabel = "DURATION", description = "like 90d; never without")
          @Nullable String expires)
      throws IOException {
    Set<Role> granted =
        roles == null
            ? EnumSet.complementOf(EnumSet.of(Role.APPROVER, Role.OPERATOR))
            : EnumSet.copyOf(roles);
    if (granted.contains(Role.OPERATOR) && which.namesTenant()) {
      throw new Unusable("a key with the role operator is of no tenant: leave out --tenant");
    }
    Duration lasts = expires == null ? null : duration(expires, Duration.ofSeconds(1));
    if (label.isBlank() || label.length() > 200) {
      throw new Unusable("a label has 1 to 200 characters");
    }
    Set<String> words =
        granted.stream()
            .map(role -> role.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));
    try (Desk desk = which.desk(console)) {
      Desk.Made made = desk.make(label, words, lasts);
      console.note("shown this once: keep it; its id is " + made.id());
      console.say(made.secret());
      return ExitCode.GOOD;
    }
  }

  @Command(name = "list", description = "List the keys.", mixinStandardHelpOptions = true)
  int list(@Mixin WhichServer which) throws IOException {
    try (Desk desk = which.desk(console)) {
      Instant now = Instant.now();
      desk.keys().forEach(key -> console.say(line(key, now)));
      return ExitCode.GOOD;
    }
  }

  private static String line(Desk.Key key, Instant now) {
    String state = key.revoked() ? "revoked" : "in force";
    if (!key.revoked() && key.expires() != null) {
      state = (now.isBefore(key.expires()) ? "until " : "expired ") + key.expires();
    }
    return key.id() + "  " + state + "  " + String.join(",", key.roles()) + "  " + key.label();
  }

  @Command(name = "revoke", description = "End a key at once.", mixinStandardHelpOptions = true)
  int revoke(
      @Mixin WhichServer which,
      @Parameters(paramLabel = "ID", description = "as `list` shows it") String id)
      throws IOException {
    try (Desk desk = which.desk(console)) {
      desk.revoke(id);
      console.say("revoked  " + id);
      return ExitCode.GOOD;
    }
  }

  @Command(
      name = "signing",
      description = "List the keys that sign tokens.",
      mixinStandardHelpOptions = true)
  int signing(@Mixin WhichServer which) throws IOException {
    try (Desk desk = which.desk(console)) {
      desk.signing()
          .forEach(key -> console.say(key.id() + "  " + key.state() + " since " + key.since()));
      return ExitCode.GOOD;
    }
  }

  @Command(
      name = "rotate",
      description = "Let another key sign tokens; the one before still verifies them.",
      mixinStandardHelpOptions = true)
  int rotate(@Mixin WhichServer which) throws IOException {
    try (Desk desk = which.desk(console)) {
      console.say("signs now  " + desk.rotate());
      return ExitCode.GOOD;
    }
  }

  @Command(
      name = "compromise",
      description = "End a key that signs tokens at once, and all tokens that it signed.",
      mixinStandardHelpOptions = true)
  int compromise(
      @Mixin WhichServer which,
      @Parameters(paramLabel = "ID", description = "as `signing` shows it") String id)
      throws IOException {
    try (Desk desk = which.desk(console)) {
      desk.compromise(id);
      console.say("compromised  " + id);
      return ExitCode.GOOD;
    }
  }

  /** A duration as options give it, from some time to ten years. */
  static Duration duration(String text, Duration shortest) throws Unusable {
    Optional<Duration> lasts =
        DurationText.parse(text)
            .map(Value.Span::value)
            .filter(span -> span.compareTo(shortest) >= 0 && span.compareTo(LONGEST) <= 0);
    String least = shortest.toDays() > 0 ? shortest.toDays() + "d" : shortest.toSeconds() + "s";
    return lasts.orElseThrow(
        () -> new Unusable("`" + text + "` is no duration from " + least + " to 3660d like `90d`"));
  }
}
