package dev.actp.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.fixtures.Corpus;
import dev.actp.runtime.decision.CanonicalRequest;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.json.JsonLimits;
import dev.actp.runtime.json.StrictJson;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The published vectors of the canonical request: each is a request with its attributes in one or
 * more spellings, all of which have the canonical text and SHA-256 of its goldens.
 */
class CanonicalRequestTest {

  static List<Path> vectors() {
    return Corpus.files("canonical", ".json");
  }

  /** A vector: the request, once in each spelling. */
  private record Vector(
      List<Request> requests, VerifiedToken token, List<Policy> policies, List<String> digests) {

    static Vector read(Path file) throws IOException {
      Value.Struct document =
          switch (StrictJson.readObject(Files.readAllBytes(file), JsonLimits.DEFAULT)) {
            case StrictJson.Reading.Document(Value.Struct struct) -> struct;
            case Object other -> throw new AssertionError(file + ": " + other);
          };
      List<Request> requests = new ArrayList<>();
      for (Value attributes : list(document, "attributes")) {
        requests.add(
            new Request(
                text(document, "tenant"),
                text(document, "action"),
                text(document, "resource"),
                (Value.Struct) attributes,
                null,
                null,
                true));
      }
      List<Policy> policies = new ArrayList<>();
      List<String> digests = new ArrayList<>();
      for (Value policy : list(document, "policies")) {
        policies.add(policy((Value.Struct) policy));
        digests.add(text((Value.Struct) policy, "digest"));
      }
      return new Vector(requests, token(document), policies, digests);
    }

    private static Policy policy(Value.Struct policy) {
      String declaration =
          policy.members().get("declares") instanceof Value.Text(String text) ? text : "";
      String source = "policy \"p\" version \"1\"\n" + declaration + "\n";
      return PolicyCompiler.compileText("p.actp", source).policy().orElseThrow();
    }

    private static VerifiedToken token(Value.Struct document) {
      List<VerifiedToken.Link> links = new ArrayList<>();
      for (Value jti : list(document, "chain")) {
        links.add(
            new VerifiedToken.Link(
                ((Value.Text) jti).value(),
                text(document, "agent"),
                Instant.MIN,
                Instant.MAX,
                List.of()));
      }
      return new VerifiedToken(
          text(document, "tenant"), text(document, "session"), Value.Struct.EMPTY, links);
    }

    private static String text(Value.Struct document, String name) {
      return document.members().get(name) instanceof Value.Text(String text) ? text : "";
    }

    private static List<Value> list(Value.Struct document, String name) {
      return document.members().get(name) instanceof Value.Sequence all
          ? all.elements()
          : List.of();
    }

    private List<CanonicalRequest.Version> versions(Request request) {
      List<CanonicalRequest.Version> versions = new ArrayList<>();
      for (int i = 0; i < policies.size(); i++) {
        versions.add(CanonicalRequest.Version.of(policies.get(i), digests.get(i), request));
      }
      return versions;
    }

    String text(Request request) {
      byte[] bytes = CanonicalRequest.bytes(request, token, versions(request));
      return new String(bytes, StandardCharsets.UTF_8);
    }

    String digest(Request request) {
      return CanonicalRequest.digest(request, token, versions(request));
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void everySpellingHasTheCanonicalTextAndItsDigest(Path file) throws IOException {
    Vector vector = Vector.read(file);
    assertThat(vector.requests()).isNotEmpty();
    for (Request request : vector.requests()) {
      String text = vector.text(request) + "\n";
      String digest = vector.digest(request) + "\n";
      assertThat(text).isEqualTo(Corpus.golden(Corpus.beside(file, ".canonical"), text));
      assertThat(digest).isEqualTo(Corpus.golden(Corpus.beside(file, ".sha256"), digest));
    }
  }

  @Test
  void noTwoVectorsAreOneRequest() throws IOException {
    Set<String> digests = new HashSet<>();
    for (Path file : vectors()) {
      Vector vector = Vector.read(file);
      digests.add(vector.digest(vector.requests().getFirst()));
    }
    assertThat(digests).hasSameSizeAs(vectors());
  }
}
