package dev.actp.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Secrets that a command is given. Files are the better way: other processes can read the
 * environment of one, and whoever looks at how a container is set up.
 */
final class GivenSecret {
  /** Bytes of a file with a secret. */
  static final int LARGEST = 4 * 1024;

  /** In no name of a file that anybody chose; in keys, tokens and JSON documents. */
  private static final Pattern CONTENT = Pattern.compile("[{}\"\\p{Cntrl}=+]|[\\w-]{32,}");

  private GivenSecret() {}

  /**
   * What the variable holds, else what is in the file that the variable with {@code _FILE} behind
   * its name names; null where there is neither.
   */
  static @Nullable String of(Console console, String variable) throws Unusable {
    String inFile = variable + "_FILE";
    @Nullable String secret = console.environment().get(variable);
    @Nullable String file = console.environment().get(inFile);
    if (file == null) {
      return secret;
    }
    if (secret != null) {
      throw new Unusable(variable + " and " + inFile + " are two secrets: give one");
    }
    String text = in(console, file, inFile);
    if (text.isEmpty()) {
      throw new Unusable("the file `" + file + "` of " + inFile + " is empty");
    }
    return text;
  }

  /**
   * What a file holds, without the blanks and line ends around it.
   *
   * @param of what names the file, for whoever named it
   */
  static String in(Console console, String file, String of) throws Unusable {
    try (InputStream in = Files.newInputStream(console.folder().resolve(file))) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new Unusable("the file `" + file + "` of " + of + " is over 4 KiB: it is no secret");
      }
      return new String(bytes, StandardCharsets.UTF_8).strip();
    } catch (Unusable e) {
      throw e;
    } catch (IOException e) {
      throw CONTENT.matcher(file).find()
          ? missing(file, of)
          : new Unusable("the file `" + file + "` of " + of + " cannot be read");
    }
  }

  /**
   * That there is no such file: without its name where that may be what the file should hold, which
   * no message may show.
   *
   * @param of what names the file
   */
  static Unusable missing(String file, String of) {
    return new Unusable(
        CONTENT.matcher(file).find()
            ? of + " names no file that is there: it takes a file's name, not what the file holds"
            : "there is no file `" + file + "`");
  }
}
