package dev.actp.cli;

import dev.actp.compiler.attenuation.NarrowingText;
import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.decision.VerifiedToken.Narrowing;
import dev.actp.runtime.token.HandingOn;
import dev.actp.runtime.token.HolderKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** To whom a token is handed on, and how much of it. */
final class HandingOptions {
  @Option(
      names = "--agent",
      paramLabel = "ID",
      required = true,
      description = "who it is for, registered at the server")
  private String agent = "";

  @Option(
      names = "--to",
      paramLabel = "JWK",
      required = true,
      description = "that agent's public key, as `keygen` prints it")
  private String to = "";

  @Option(
      names = "--capability",
      paramLabel = "NAME",
      description = "what is handed on; may be repeated; all without")
  private Set<String> capabilities = Set.of();

  @Option(
      names = "--on",
      paramLabel = "PATTERN",
      description = "the only resources that it is for; may be repeated")
  private List<String> on = List.of();

  @Option(
      names = "--clauses",
      paramLabel = "TEXT",
      description = "what has to hold besides, like `require amount <= 50`")
  private String clauses = "";

  @Option(
      names = "--expires",
      paramLabel = "DURATION",
      description = "from now, like 10m; as long as yours without")
  private @Nullable String expires;

  /** The link below what is held. */
  HandingOn.Link link(VerifiedToken.Link held) throws Unusable {
    Instant end = held.expires();
    if (expires != null) {
      end = Instant.now().plus(KeyCommand.duration(expires, Duration.ofSeconds(1)));
    }
    if (end.isAfter(held.expires())) {
      throw new Unusable("it would outlive your token, which ends at " + held.expires());
    }
    String key = HolderKey.publicKey(to).orElseThrow(() -> new Unusable(noPublicKey()));
    Map<String, Set<String>> handed = handed(held);
    return new HandingOn.Link(agent, key, end, handed, narrowings(handed));
  }

  /** What was given instead may be secret: it is not shown. */
  private String noPublicKey() {
    return HolderKey.parse(to).isPresent()
        ? "--to is given a private key, which nobody but its owner may have: give the public part,"
            + " as `keygen` prints it"
        : "--to is no public Ed25519 JSON Web Key, as `keygen` prints it";
  }

  private Map<String, Set<String>> handed(VerifiedToken.Link held) throws Unusable {
    Map<String, Set<String>> handed = new LinkedHashMap<>();
    Set<String> missing = new TreeSet<>(capabilities);
    for (VerifiedToken.Grant grant : held.grants()) {
      Set<String> some = new TreeSet<>(grant.capabilities());
      if (!capabilities.isEmpty()) {
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

  private List<Narrowing> narrowings(Map<String, Set<String>> handed) throws Unusable {
    List<Narrowing> narrowings = new ArrayList<>();
    for (var policy : handed.entrySet()) {
      for (String capability : policy.getValue()) {
        Narrowing one = new Narrowing(policy.getKey(), capability, on, clauses);
        if (!one.isBounded()) {
          throw new Unusable(Narrowing.BOUNDS);
        }
        if (!one.isEmpty()) {
          narrowings.add(readable(one));
        }
      }
    }
    return narrowings;
  }

  /** Refuses what cannot be read under any policy; what it means under one, the server says. */
  private static Narrowing readable(Narrowing one) throws Unusable {
    Report report = new Report();
    if (NarrowingText.parse(one, report).isPresent()) {
      return one;
    }
    for (Diagnostic wrong : report.diagnostics()) {
      if (wrong.isError()) {
        Optional<SourceFile> option = wrong.labels().getFirst().span().file();
        throw new Unusable(
            "--%s: %s%s"
                .formatted(
                    option.map(SourceFile::path).orElse("clauses"),
                    wrong.message(),
                    wrong.help() == null ? "" : ": " + wrong.help()));
      }
    }
    throw new Unusable("--on or --clauses cannot be read");
  }
}
