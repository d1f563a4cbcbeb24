package dev.actp.cli;

import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.decision.VerifiedToken.Narrowing;
import dev.actp.runtime.token.HandingOn;
import dev.actp.runtime.token.HolderKey;
import dev.actp.runtime.token.TokenText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code actp token}: what holders of tokens do without a server. */
@Command(
    name = "token",
    description =
        "Hold a token: make a key, hand the token on, prove that it is yours, look at it.",
    mixinStandardHelpOptions = true,
    footer = {"", "Nothing here calls a server. POST /v1/tokens binds a token to a key by cnf."})
final class TokenCommand {
  private final Console console;

  TokenCommand(Console console) {
    this.console = console;
  }

  @Command(
      name = "keygen",
      description = "Make a key, and show the public part that tokens are bound to.",
      mixinStandardHelpOptions = true)
  int keygen(@Parameters(paramLabel = "FILE", description = "for the private part") String name)
      throws IOException {
    Path file = console.folder().resolve(name);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new Unusable("`" + name + "` is there already: nothing was written");
    }
    HolderKey key = HolderKey.generate();
    key.save(file);
    console.say(key.publicJwk());
    return ExitCode.GOOD;
  }

  @Command(
      name = "delegate",
      description = "Hand a token on to another agent, and print what that agent presents.",
      mixinStandardHelpOptions = true)
  int delegate(
      @Parameters(paramLabel = "TOKEN", description = "bound to your key") String token,
      @Option(names = "--key", paramLabel = "FILE", required = true, description = "your key")
          String key,
      @Option(
              names = "--agent",
              paramLabel = "ID",
              required = true,
              description = "who it is for, registered at the server")
          String agent,
      @Option(
              names = "--to",
              paramLabel = "JWK",
              required = true,
              description = "that agent's public key, as `keygen` prints it")
          String to,
      @Option(
              names = "--capability",
              paramLabel = "NAME",
              description = "what is handed on; may be repeated; all without")
          @Nullable Set<String> capabilities,
      @Option(
              names = "--on",
              paramLabel = "PATTERN",
              description = "the only resources that it is for; may be repeated")
          @Nullable List<String> on,
      @Option(
              names = "--clauses",
              paramLabel = "TEXT",
              description = "what has to hold besides, like `require amount <= 50`")
          @Nullable String clauses,
      @Option(
              names = "--expires",
              paramLabel = "DURATION",
              description = "from now, like 10m; as long as yours without")
          @Nullable String expires)
      throws IOException {
    VerifiedToken.Link held = read(token).leaf();
    Map<String, Set<String>> handed = handed(held, capabilities);
    Instant end =
        expires == null
            ? held.expires()
            : Instant.now().plus(KeyCommand.duration(expires, Duration.ofSeconds(1)));
    if (end.isAfter(held.expires())) {
      throw new Unusable("it would outlive your token, which ends at " + held.expires());
    }
    String other =
        HolderKey.publicKey(to)
            .orElseThrow(() -> new Unusable("`" + to + "` is no public Ed25519 JSON Web Key"));
    var link = new HandingOn.Link(agent, other, end, handed, narrowings(handed, on, clauses));
    HandingOn.Handed result = HandingOn.delegate(key(key), token, link);
    if (!result.problem().isEmpty()) {
      throw new Unusable(result.problem());
    }
    console.say(result.token());
    return ExitCode.GOOD;
  }

  private static Map<String, Set<String>> handed(
      VerifiedToken.Link held, @Nullable Set<String> capabilities) throws Unusable {
    Map<String, Set<String>> handed = new LinkedHashMap<>();
    Set<String> missing = capabilities == null ? Set.of() : new TreeSet<>(capabilities);
    for (VerifiedToken.Grant grant : held.grants()) {
      Set<String> some = new TreeSet<>(grant.capabilities());
      if (capabilities != null) {
        some.retainAll(capabilities);
        missing.removeAll(some);
      }
      if (!some.isEmpty()) {
        handed.put(grant.policy(), some);
      }
    }
    if (!missing.isEmpty()) {
      throw new Unusable("the token does not hold `" + String.join("`, `", missing) + "`");
    }
    return handed;
  }

  private static List<Narrowing> narrowings(
      Map<String, Set<String>> handed, @Nullable List<String> on, @Nullable String clauses)
      throws Unusable {
    List<Narrowing> narrowings = new ArrayList<>();
    List<String> patterns = on == null ? List.of() : on;
    for (var policy : handed.entrySet()) {
      for (String capability : policy.getValue()) {
        Narrowing one =
            new Narrowing(policy.getKey(), capability, patterns, clauses == null ? "" : clauses);
        if (!one.isBounded()) {
          throw new Unusable(Narrowing.BOUNDS);
        }
        if (!one.isEmpty()) {
          narrowings.add(one);
        }
      }
    }
    return narrowings;
  }

  @Command(
      name = "prove",
      description = "Print a request with a proof that the token is yours: once, and for 30 s.",
      mixinStandardHelpOptions = true)
  int prove(
      @Parameters(paramLabel = "TOKEN", description = "or a chain, or `act_…`") String token,
      @Option(names = "--key", paramLabel = "FILE", required = true, description = "your key")
          String key,
      @Option(
              names = "--url",
              paramLabel = "URL",
              required = true,
              description = "where the request goes")
          String url,
      @Option(
              names = "--action",
              paramLabel = "NAME",
              required = true,
              description = "what is to be done")
          String action,
      @Option(names = "--resource", paramLabel = "NAME", description = "on what", defaultValue = "")
          String resource,
      @Option(
              names = "--context",
              paramLabel = "JSON",
              description = "the request's attributes, a JSON object",
              defaultValue = "{}")
          String context)
      throws IOException {
    var asked = new HandingOn.Asked(action, resource, Documents.read(context));
    console.say(HandingOn.request(key(key), token, url, Instant.now(), asked, new SecureRandom()));
    return ExitCode.GOOD;
  }

  @Command(
      name = "inspect",
      description = "Say what a token says; its signatures are not looked at.",
      mixinStandardHelpOptions = true)
  int inspect(@Parameters(paramLabel = "TOKEN", description = "or a chain") String text)
      throws Unusable {
    VerifiedToken token = read(text);
    say("tenant   " + token.tenant());
    say("session  " + token.session());
    for (VerifiedToken.Link link : token.links()) {
      console.say("");
      say(link.jti() + "  for " + link.agent() + ", until " + link.expires());
      for (VerifiedToken.Grant grant : link.grants()) {
        String names = String.join(", ", new TreeSet<>(grant.capabilities()));
        say("  " + grant.policy() + ": " + names);
      }
      for (Narrowing one : link.narrowings()) {
        one.on().forEach(on -> say("  " + one.capability() + " on \"" + on + "\""));
        one.clauses().lines().forEach(line -> say("  " + one.capability() + " " + line));
      }
    }
    VerifiedToken.Holder holder = token.holder();
    console.say("");
    console.say(holder == null ? "bound to no key" : "bound to the key " + holder.key());
    return ExitCode.GOOD;
  }

  /** What others wrote into a token does nothing to the terminal. */
  private void say(String line) {
    console.say(line.replaceAll("\\p{C}", "\ufffd"));
  }

  private static VerifiedToken read(String token) throws Unusable {
    return switch (TokenText.read(token)) {
      case TokenText.Unreadable(String why) -> throw new Unusable(why);
      case TokenText.Said(VerifiedToken readable) -> readable;
    };
  }

  private HolderKey key(String name) throws IOException {
    Path file = console.folder().resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new Unusable("there is no file `" + name + "`");
    }
    return HolderKey.load(file)
        .orElseThrow(
            () ->
                new Unusable(
                    "`" + name + "` holds no Ed25519 JSON Web Key that its owner alone can read"));
  }
}
