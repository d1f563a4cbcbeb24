package dev.actp.cli;

import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.token.TokenKey;
import dev.actp.runtime.value.DurationText;
import dev.actp.runtime.value.Value;
import dev.actp.server.KeyDesk;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** {@code actp key}. */
@Command(
    name = "key",
    description =
        "Make, list and end API keys, and keys that sign tokens, of a server that does not run.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "A running server does the same at /v1/keys and /v1/token-keys, for a key with the role"
          + " admin."
    })
final class KeyCommand {
  private static final Duration LONGEST = Duration.ofDays(3_660);

  private final Console console;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      scope = ScopeType.INHERIT,
      description = "the server's data folder; ACTP_DATA or " + ServeCommand.DATA + " without")
  private @Nullable String data;

  KeyCommand(Console console) {
    this.console = console;
  }

  @Command(
      name = "new",
      description = "Make a key, and show it this once.",
      mixinStandardHelpOptions = true)
  int make(
      @Parameters(paramLabel = "LABEL", description = "what people know it by") String label,
      @Option(
              names = "--role",
              paramLabel = "ROLE",
              description = "admin, issuer, enforcer or auditor; may be repeated; all without")
          @Nullable Set<Role> roles,
      @Option(names = "--expires", paramLabel = "DURATION", description = "like 90d; never without")
          @Nullable String expires)
      throws Unusable {
    Set<Role> granted =
        roles == null ? EnumSet.complementOf(EnumSet.of(Role.APPROVER)) : EnumSet.copyOf(roles);
    Duration lasts = expires == null ? null : duration(expires, Duration.ofSeconds(1));
    if (label.isBlank() || label.length() > 200) {
      throw new Unusable("a label has 1 to 200 characters");
    }
    try (KeyDesk desk = desk()) {
      return switch (desk.make(label, granted, lasts)) {
        case KeyDesk.Refused(String why) -> throw new Unusable(why);
        case KeyDesk.New(ApiKey key, String secret) -> {
          console.note("shown this once: keep it; its id is " + key.id());
          console.say(secret);
          yield ExitCode.GOOD;
        }
      };
    }
  }

  @Command(name = "list", description = "List the keys.", mixinStandardHelpOptions = true)
  int list() throws Unusable {
    try (KeyDesk desk = desk()) {
      Instant now = Instant.now();
      desk.keys().forEach(key -> console.say(line(key, now)));
      return ExitCode.GOOD;
    }
  }

  private static String line(ApiKey key, Instant now) {
    String roles =
        key.roles().stream()
            .map(role -> role.name().toLowerCase(Locale.ROOT))
            .sorted()
            .collect(Collectors.joining(","));
    String state = key.revoked() ? "revoked" : "in force";
    if (!key.revoked() && key.expires() != null) {
      state = (now.isBefore(key.expires()) ? "until " : "expired ") + key.expires();
    }
    return key.id() + "  " + state + "  " + roles + "  " + key.label();
  }

  @Command(name = "revoke", description = "End a key at once.", mixinStandardHelpOptions = true)
  int revoke(@Parameters(paramLabel = "ID", description = "as `list` shows it") String id)
      throws Unusable {
    try (KeyDesk desk = desk()) {
      return over("revoked", desk.revoke(id));
    }
  }

  @Command(
      name = "signing",
      description = "List the keys that sign tokens.",
      mixinStandardHelpOptions = true)
  int signing() throws Unusable {
    try (KeyDesk desk = desk()) {
      desk.tokenKeys().forEach(key -> console.say(line(key)));
      return ExitCode.GOOD;
    }
  }

  private static String line(TokenKey key) {
    String state = key.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return key.id() + "  " + state + " since " + key.since();
  }

  @Command(
      name = "rotate",
      description = "Let another key sign tokens; the one before still verifies them.",
      mixinStandardHelpOptions = true)
  int rotate() throws Unusable {
    try (KeyDesk desk = desk()) {
      return over("signs now", desk.rotate());
    }
  }

  @Command(
      name = "compromise",
      description = "End a key that signs tokens at once, and all tokens that it signed.",
      mixinStandardHelpOptions = true)
  int compromise(@Parameters(paramLabel = "ID", description = "as `signing` shows it") String id)
      throws Unusable {
    try (KeyDesk desk = desk()) {
      return over("compromised", desk.compromise(id));
    }
  }

  private int over(String what, KeyDesk.Ended ended) throws Unusable {
    return switch (ended) {
      case KeyDesk.Refused(String why) -> throw new Unusable(why);
      case KeyDesk.Over(String over) -> {
        console.say(what + "  " + over);
        yield ExitCode.GOOD;
      }
    };
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

  private KeyDesk desk() throws Unusable {
    return desk(console, data);
  }

  /** The desk of a data folder; of the usual one where none is named. */
  static KeyDesk desk(Console console, @Nullable String data) throws Unusable {
    String kept =
        data != null ? data : console.environment().getOrDefault("ACTP_DATA", ServeCommand.DATA);
    return switch (KeyDesk.open(console.folder().resolve(kept))) {
      case KeyDesk.Refused(String why) -> throw new Unusable(why);
      case KeyDesk.Opened(KeyDesk desk) -> desk;
    };
  }
}
