package dev.actp.runtime.function;

import java.util.Locale;
import java.util.Set;

/**
 * E-mail addresses outside of one's own domains: something, {@code @}, and a domain of at least two
 * labels of which the last begins with a letter, or an address literal in brackets. A subdomain of
 * an own domain is foreign unless it is listed.
 */
final class ForeignAddresses implements SensitiveData.Detector {
  private static final int MAX_DOMAIN = 253;
  private static final String LOCAL_MARKS = "!#$%&'*+-/=?^_`{|}~.\"";

  private final Set<String> ownDomains;

  ForeignAddresses(Set<String> ownDomains) {
    this.ownDomains = Set.copyOf(ownDomains);
  }

  @Override
  public boolean finds(String text) {
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      if (at > 0 && isLocalPart(text.charAt(at - 1)) && isForeign(text, at + 1)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLocalPart(char c) {
    return Character.isLetterOrDigit(c) || LOCAL_MARKS.indexOf(c) >= 0;
  }

  private boolean isForeign(String text, int start) {
    if (text.startsWith("[", start)) {
      return true;
    }
    int end = start;
    while (end < text.length() && end - start <= MAX_DOMAIN && isDomainPart(text.charAt(end))) {
      end++;
    }
    while (end > start && !Character.isLetterOrDigit(text.charAt(end - 1))) {
      end--;
    }
    String domain = text.substring(start, end).toLowerCase(Locale.ROOT);
    int dot = domain.lastIndexOf('.');
    return dot > 0 && Character.isLetter(domain.charAt(dot + 1)) && !ownDomains.contains(domain);
  }

  /** Whether a text is a domain as {@link #isForeign} cuts one out of a text. */
  static boolean isDomain(String text) {
    int dot = text.lastIndexOf('.');
    return dot > 0
        && dot < text.length() - 1
        && text.length() <= MAX_DOMAIN
        && text.equals(text.toLowerCase(Locale.ROOT))
        && text.chars().allMatch(c -> isDomainPart((char) c))
        && Character.isLetterOrDigit(text.charAt(0))
        && Character.isLetter(text.charAt(dot + 1))
        && Character.isLetterOrDigit(text.charAt(text.length() - 1))
        && !text.contains("..");
  }

  private static boolean isDomainPart(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '.';
  }
}
