package dev.actp.runtime.function;

import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code sensitive(text)} and {@code sensitive(context)}: whether personal data or secrets are in
 * it, found by their form. Looks at the text in NFKC without invisible characters, in time linear
 * in it; over 64 KiB of UTF-8 is a fault.
 *
 * <p>Found are what {@link Kind} lists. Missed is what has no form of its own: names, postal
 * addresses, telephone numbers, dates of birth, health and other facts told in words, ids and keys
 * of other countries and vendors, and anything encoded, split over several texts, in an image, or
 * spelled out ("four one one one", "ann at example dot com"). Wrongly found are one in ten numbers
 * that begin like a payment card and are as long as one, and now and then a number grouped like an
 * id. So this keeps accidents from happening; it does not keep an agent from smuggling.
 */
public final class SensitiveData {
  /** The most bytes of UTF-8, of a text or of all texts of a context together. */
  public static final int MAX_BYTES = 64 * 1024;

  /** What is looked for. */
  public enum Kind {
    /** See {@link CardNumbers}. */
    CARD_NUMBER,
    /** See {@link Ibans}. */
    BANK_ACCOUNT,
    /** See {@link NationalIds}. */
    NATIONAL_ID,
    /** See {@link Keys}. */
    KEY,
    /** See {@link Passwords}. */
    PASSWORD,
    /** See {@link ForeignAddresses}. */
    FOREIGN_ADDRESS
  }

  /** Finds one kind in a cleaned text (see {@link CleanText}), in time linear in it. */
  interface Detector {
    boolean finds(String text);
  }

  private final Map<Kind, Detector> detectors = new EnumMap<>(Kind.class);

  /**
   * Looks for everything.
   *
   * @param ownDomains the mail domains that are not foreign, in lower case, each without its
   *     subdomains; where there are none, every address is foreign
   */
  public SensitiveData(Set<String> ownDomains) {
    detectors.put(Kind.CARD_NUMBER, CardNumbers::in);
    detectors.put(Kind.BANK_ACCOUNT, Ibans::in);
    detectors.put(Kind.NATIONAL_ID, NationalIds::in);
    detectors.put(Kind.KEY, Keys::in);
    detectors.put(Kind.PASSWORD, Passwords::in);
    detectors.put(Kind.FOREIGN_ADDRESS, new ForeignAddresses(ownDomains));
  }

  /** Whether a text is a mail domain as this takes them: in lower case, of two labels or more. */
  public static boolean isDomain(String text) {
    return ForeignAddresses.isDomain(text);
  }

  /**
   * Whether anything is in a text or a context.
   *
   * @return a fault for any other value, and for one that is too long
   */
  public Result in(Value value) {
    return switch (value) {
      case Value.Text text -> in(List.of(text.value()));
      case Value.Struct context -> in(ContextTexts.of(context));
      case Value other -> new Fault(Fault.Kind.TYPE, "`sensitive` takes a text or `context`");
    };
  }

  /** Whether anything is in a text, or a fault for one that is too long. */
  public Result in(Value.Text text) {
    return in(List.of(text.value()));
  }

  /**
   * Whether anything is in the names and values of a context, at any depth, or a fault if they are
   * too long together. A name and its value are looked at together, so that {@code {"password":
   * "…"}} is found.
   */
  public Result in(Value.Struct context) {
    return in(ContextTexts.of(context));
  }

  private Result in(List<String> texts) {
    long bytes = 0;
    for (String text : texts) {
      bytes +=
          text.length() > MAX_BYTES ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MAX_BYTES) {
        return new Fault(Fault.Kind.BOUND, "`sensitive` takes at most 64 KiB");
      }
    }
    return Value.Bool.of(texts.stream().map(CleanText::of).anyMatch(this::isIn));
  }

  private boolean isIn(String clean) {
    return detectors.values().stream().anyMatch(detector -> detector.finds(clean));
  }

  /** The kinds found in a text. */
  Set<Kind> kinds(String text) {
    String clean = CleanText.of(text);
    return detectors.entrySet().stream()
        .filter(entry -> entry.getValue().finds(clean))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)));
  }
}
