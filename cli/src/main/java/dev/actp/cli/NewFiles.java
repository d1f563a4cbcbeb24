package dev.actp.cli;

import dev.actp.compiler.notation.Imported;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Files that a command makes; what is there already is never written over. */
final class NewFiles {
  private static final int MAX_NAME = 80;

  private NewFiles() {}

  /**
   * File names for policies and libraries: letters, digits, {@code _} and {@code -} of what they
   * are called, so that a name cannot lead out of the folder.
   */
  static Map<String, String> named(List<Imported.File> files) {
    Map<String, String> sources = new LinkedHashMap<>();
    for (Imported.File file : files) {
      String name = plain(file.name());
      String free = name;
      for (int i = 2; sources.containsKey(free + ".actp"); i++) {
        free = name + "-" + i;
      }
      sources.put(free + ".actp", file.source());
    }
    return sources;
  }

  private static String plain(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "-");
    String cut = plain.substring(0, Math.min(plain.length(), MAX_NAME)).replaceAll("^-|-$", "");
    return cut.isEmpty() ? "policy" : cut;
  }

  /**
   * Writes all of them, or none where one is there already.
   *
   * @param folder shown in front of each name; ends in a slash
   * @return a line for each
   */
  static List<String> write(Path current, String folder, Map<String, String> sources)
      throws IOException {
    List<String> there =
        sources.keySet().stream()
            .map(name -> folder + name)
            .filter(f -> exists(current, f))
            .toList();
    if (!there.isEmpty()) {
      throw new Unusable(
          "`" + String.join("`, `", there) + "` is there already: nothing was written");
    }
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, String> each : sources.entrySet()) {
      Path file = current.resolve(folder + each.getKey());
      Path parent = file.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.writeString(file, each.getValue(), StandardOpenOption.CREATE_NEW);
      lines.add("written: " + folder + each.getKey());
    }
    return lines;
  }

  private static boolean exists(Path current, String file) {
    return Files.exists(current.resolve(file), LinkOption.NOFOLLOW_LINKS);
  }
}
