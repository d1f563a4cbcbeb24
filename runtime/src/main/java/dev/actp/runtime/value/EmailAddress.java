package dev.actp.runtime.value;

import java.util.Locale;
import java.util.Optional;

/**
 * One bare ASCII addr-spec in dot-atom form (RFC 5322, 3.4.1) with a host name behind the
 * {@code @}.
 *
 * <p>Narrower than the RFC where a reader could take an address for something else. Mail systems
 * differ over display names, comments, quoted local parts, address literals and trailing dots; old
 * ones route mail onwards by {@code %} and {@code !}. Programs that send mail are called with
 * addresses as arguments, by shells too: a local part has letters, digits and {@code . _ + - =}
 * alone, and starts with no {@code -}. At most 254 characters, 64 of them before the {@code @} (RFC
 * 5321, 4.5.3.1).
 *
 * @param local as it was written: its letter case may matter to the receiver
 * @param domain in lower case
 */
public record EmailAddress(String local, String domain) {
  private static final int MAX_LENGTH = 254;
  private static final int MAX_LOCAL = 64;
  private static final int MAX_LABEL = 63;
  private static final String ATOM_MARKS = "._+-=";

  /** The address, or nothing for a text that is not exactly one. */
  public static Optional<EmailAddress> parse(String text) {
    int at = text.indexOf('@');
    if (at < 1 || at > MAX_LOCAL || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String local = text.substring(0, at);
    String domain = text.substring(at + 1);
    return isDotAtom(local) && isHostName(domain)
        ? Optional.of(new EmailAddress(local, lower(domain)))
        : Optional.empty();
  }

  private static boolean isDotAtom(String local) {
    boolean option = local.startsWith("-");
    boolean dotted = local.startsWith(".") || local.endsWith(".") || local.contains("..");
    return !option
        && !dotted
        && local.chars().allMatch(c -> isLetterOrDigit(c) || ATOM_MARKS.indexOf(c) >= 0);
  }

  /** RFC 1123, 2.1: labels of letters, digits and inner hyphens; the last one is not a number. */
  private static boolean isHostName(String domain) {
    int start = 0;
    boolean number = true;
    while (start <= domain.length()) {
      int end = domain.indexOf('.', start) < 0 ? domain.length() : domain.indexOf('.', start);
      if (!isLabel(domain, start, end)) {
        return false;
      }
      number = domain.substring(start, end).chars().allMatch(c -> c >= '0' && c <= '9');
      start = end + 1;
    }
    return !number;
  }

  private static boolean isLabel(String domain, int start, int end) {
    boolean sized = end > start && end - start <= MAX_LABEL;
    return sized
        && domain.charAt(start) != '-'
        && domain.charAt(end - 1) != '-'
        && domain.substring(start, end).chars().allMatch(c -> isLetterOrDigit(c) || c == '-');
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static String lower(String ascii) {
    return ascii.toLowerCase(Locale.ROOT);
  }
}
