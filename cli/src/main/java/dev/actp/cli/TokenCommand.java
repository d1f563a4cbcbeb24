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
import java.time.Instant;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
  /** What a token begins with that only the server reads. */
  private static final String REFERENCE = "act_";

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
      @Mixin HandingOptions wanted)
      throws IOException {
    VerifiedToken held = read(token);
    HolderKey mine = key(key);
    demandHolder(held, mine, key);
    HandingOn.Handed result = HandingOn.delegate(mine, token, wanted.link(held.leaf()));
    if (!result.problem().isEmpty()) {
      throw new Unusable(result.problem());
    }
    console.say(result.token());
    return ExitCode.GOOD;
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
    HolderKey mine = key(key);
    if (!token.startsWith(REFERENCE)) {
      demandHolder(read(token), mine, key);
    }
    var asked = new HandingOn.Asked(action, resource, Documents.given("--context", context));
    console.say(HandingOn.request(mine, token, url, Instant.now(), asked, new SecureRandom()));
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

  /** Nothing is signed that every server would refuse. */
  private static void demandHolder(VerifiedToken token, HolderKey key, String file)
      throws Unusable {
    VerifiedToken.Holder holder = token.holder();
    if (holder == null) {
      throw new Unusable(
          "the token is bound to no key: a server binds one by `cnf` as it issues it");
    }
    if (!holder.key().equals(key.publicKey())) {
      throw new Unusable(
          "the token is bound to the key %s, and the one in `%s` is %s"
              .formatted(holder.key(), file, key.publicKey()));
    }
  }

  private HolderKey key(String name) throws IOException {
    Path file = console.folder().resolve(name);
    if (!Files.isRegularFile(file)) {
      throw GivenSecret.missing(name, "--key");
    }
    return HolderKey.load(file)
        .orElseThrow(
            () ->
                new Unusable(
                    "`" + name + "` holds no Ed25519 JSON Web Key that its owner alone can read"));
  }
}
