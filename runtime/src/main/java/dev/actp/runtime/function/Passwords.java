package dev.actp.runtime.function;

import java.util.List;
import java.util.Locale;

/**
 * Secrets by what stands before them: {@code password=…}, {@code "api_key": "…"} and the like (a
 * value of at least six characters, four behind a password; behind a token at least sixteen with a
 * digit among them), {@code Bearer …} and {@code Basic …} as in an Authorization header (RFC 6750,
 * RFC 7617), and a password in a URL ({@code postgres://user:password@host}).
 */
final class Passwords {
  private static final List<String> PASSWORDS =
      List.of("password", "passwd", "passwort", "passphrase", "pwd");
  private static final List<String> SECRETS =
      List.of(
          "secret",
          "apikey",
          "accesskey",
          "privatekey",
          "secretkey",
          "credential",
          "encryptionkey");
  private static final String TOKEN = "token";
  private static final int MIN_PASSWORD = 4;
  private static final int MIN_SECRET = 6;
  private static final int MIN_TOKEN = 16;
  private static final int MAX_NAME = 48;
  private static final int MAX_GAP = 4;
  private static final int MAX_USER_INFO = 256;

  private Passwords() {}

  static boolean in(String text) {
    for (int i = 0; i < text.length(); i++) {
      boolean found =
          switch (text.charAt(i)) {
            case ':', '=' -> isAssignment(text, i) || isUserInfo(text, i);
            case 'B', 'b' -> isAuthorization(text, i);
            default -> false;
          };
      if (found) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAssignment(String text, int at) {
    String name = nameBefore(text, at);
    if (name.isEmpty()) {
      return false;
    }
    String value = valueFrom(text, at + 1);
    if (PASSWORDS.stream().anyMatch(name::contains)) {
      return value.length() >= MIN_PASSWORD;
    }
    if (SECRETS.stream().anyMatch(name::contains)) {
      return value.length() >= MIN_SECRET;
    }
    return name.contains(TOKEN) && isToken(value);
  }

  private static boolean isToken(String value) {
    return value.length() >= MIN_TOKEN && value.chars().anyMatch(c -> c >= '0' && c <= '9');
  }

  /**
   * The name before a colon or equals sign, in lower case without marks: {@code "API-Key" :} is
   * {@code apikey}.
   */
  private static String nameBefore(String text, int at) {
    int end = at;
    while (end > 0 && at - end < MAX_GAP && isGap(text.charAt(end - 1))) {
      end--;
    }
    int start = end;
    while (start > 0 && end - start < MAX_NAME && isNamePart(text.charAt(start - 1))) {
      start--;
    }
    StringBuilder name = new StringBuilder();
    text.substring(start, end)
        .chars()
        .filter(Character::isLetterOrDigit)
        .forEach(name::appendCodePoint);
    return name.toString().toLowerCase(Locale.ROOT).replace("secretar", "");
  }

  private static boolean isNamePart(char c) {
    return IdShape.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }

  private static boolean isGap(char c) {
    return c == ' ' || c == '\t' || c == '"' || c == '\'' || c == '`' || c == '=' || c == '>'
        || c == ':';
  }

  private static String valueFrom(String text, int from) {
    int start = from;
    while (start < text.length() && start - from < MAX_GAP && isGap(text.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < text.length() && end - start <= MIN_TOKEN && isValuePart(text.charAt(end))) {
      end++;
    }
    return text.substring(start, end);
  }

  private static boolean isValuePart(char c) {
    return c > 0x20 && c != '"' && c != '\'' && c != '`' && c != ',' && c != ';';
  }

  private static boolean isAuthorization(String text, int at) {
    if (!IdShape.isStart(text, at)) {
      return false;
    }
    boolean bearer = text.regionMatches(true, at, "Bearer ", 0, 7);
    boolean basic = text.regionMatches(true, at, "Basic ", 0, 6);
    return (bearer || basic) && isToken(valueFrom(text, at + (bearer ? 7 : 6)));
  }

  /** RFC 3986, 3.2.1: a colon and an at sign before the first slash or space behind {@code ://}. */
  private static boolean isUserInfo(String text, int at) {
    if (!text.startsWith("://", at)) {
      return false;
    }
    boolean password = false;
    int end = Math.min(text.length(), at + MAX_USER_INFO);
    for (int i = at + 3; i < end; i++) {
      char c = text.charAt(i);
      if (c == '/' || c <= 0x20) {
        return false;
      }
      if (c == '@') {
        return password;
      }
      password |= c == ':' && i + 1 < end && text.charAt(i + 1) != '@';
    }
    return false;
  }
}
