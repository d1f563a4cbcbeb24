package dev.actp.compiler;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.actp.compiler.resolve.MemorySources;
import dev.actp.fixtures.Corpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever words are dropped, doubled, swapped or taken from elsewhere, a file is compiled or
 * explained.
 */
class MutationTest {
  private static final int MUTANTS_PER_FILE = 60;
  private static final long SEED = Long.getLong("seed", 20_261_120L);

  static List<Path> sources() {
    return Stream.of("policy/valid", "policy/invalid", "policy/warned", "syntax/valid")
        .flatMap(folder -> Corpus.files(folder, ".actp").stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("sources")
  void a_mutant_is_compiled_or_explained(Path source) {
    List<String> words = words(source);
    Random random = new Random(SEED + source.getFileName().hashCode());
    for (int i = 0; i < MUTANTS_PER_FILE; i++) {
      String mutant = mutate(words, random);
      Map<String, String> texts = Map.of("p.actp", mutant, "shared/hours.actp", "library \"l\"");
      assertThatCode(() -> new PolicyCompiler(new MemorySources(texts)).compile("p.actp"))
          .as("seed %d, source:%n%s", SEED, mutant)
          .doesNotThrowAnyException();
    }
  }

  private static String mutate(List<String> words, Random random) {
    List<String> mutant = new ArrayList<>(words);
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times && !mutant.isEmpty(); i++) {
      int at = random.nextInt(mutant.size());
      switch (random.nextInt(4)) {
        case 0 -> mutant.remove(at);
        case 1 -> mutant.add(at, mutant.get(at));
        case 2 -> Collections.swap(mutant, at, random.nextInt(mutant.size()));
        default -> mutant.set(at, words.get(random.nextInt(words.size())));
      }
    }
    return String.join("", mutant);
  }

  private static List<String> words(Path source) {
    try {
      return Arrays.stream(Files.readString(source).split("(?<=\\W)|(?=\\W)")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
