package dev.actp.server.http;

import dev.actp.runtime.json.Members;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names and ids that callers choose, and ids that the server chooses. */
final class Names {
  private static final int NAME_MAX = 200;
  private static final int ID_RANDOM_LETTERS = 20;
  private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");

  private final SecureRandom random;

  Names(SecureRandom random) {
    this.random = random;
  }

  /** The id in a body, or a new one of 100 random bits after a prefix. */
  String id(Members body, String prefix) {
    String chosen = body.text("id");
    if (chosen == null) {
      return generate(prefix);
    }
    if (!ID.matcher(chosen).matches()) {
      body.misfit("id", "has 1 to 64 of A-Z a-z 0-9 . _ : - and starts with a letter or digit");
    }
    return chosen;
  }

  /** A new id. */
  String generate(String prefix) {
    StringBuilder id = new StringBuilder(prefix);
    for (int i = 0; i < ID_RANDOM_LETTERS; i++) {
      id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return id.toString();
  }

  /** A required name in a body: 1 to 200 characters, none of them invisible. */
  static String name(Members body, String... members) {
    String name = body.needText(members);
    if (!isName(name) && !name.isEmpty()) {
      body.misfit(
          members[0],
          "has at most 200 characters, none of them invisible, and no blanks around it");
    }
    return name;
  }

  /** Whether a text can name something. */
  static boolean isName(@Nullable String text) {
    return text != null
        && !text.isEmpty()
        && text.length() <= NAME_MAX
        && !blank(text.codePointAt(0))
        && !blank(text.codePointBefore(text.length()))
        && text.codePoints().noneMatch(Names::invisible);
  }

  /** White space, the spaces that break no line among it. */
  private static boolean blank(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  static boolean invisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
