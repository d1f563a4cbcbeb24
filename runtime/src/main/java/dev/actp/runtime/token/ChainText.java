package dev.actp.runtime.token;

import dev.actp.runtime.json.Members;
import dev.actp.runtime.policy.Delegation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token and the links that holders handed it on by, in one text: {@code root~link~link}. {@code
 * ~} is in no base64url and in no compact form, and needs no escape in a URL or a header.
 *
 * @param root the token that the tenant's key signed
 * @param links what hangs on it: with the links of the root's own chain, {@value #LINKS_MAX} at
 *     most
 */
record ChainText(CompactForm root, List<OfflineLink> links) {
  static final char SEPARATOR = '~';
  static final int LINKS_MAX = Delegation.DEPTH_MAX + 1;

  private static final String TOO_LONG = "a chain has at most " + LINKS_MAX + " links";

  /** What reading one gives: the chain, or what is wrong with it. */
  record Reading(@Nullable ChainText chain, String why) {}

  static boolean isChain(String text) {
    return text.indexOf(SEPARATOR) >= 0;
  }

  /** The token at the root of a text: the text itself where it is no chain. */
  static String root(String text) {
    int end = text.indexOf(SEPARATOR);
    return end < 0 ? text : text.substring(0, end);
  }

  /**
   * Reads a chain, and checks everything about it that needs no signature: its length, the number
   * of its links, their forms, that each names the hash of the one before, and that no key is there
   * twice.
   */
  static Reading read(String text) {
    if (text.length() > CompactForm.MAX_LENGTH) {
      return new Reading(null, "a chain has at most 8 KiB");
    }
    List<CompactForm> forms = new ArrayList<>();
    int from = 0;
    while (from >= 0) {
      int end = text.indexOf(SEPARATOR, from);
      Optional<CompactForm> form =
          CompactForm.of(end < 0 ? text.substring(from) : text.substring(from, end));
      if (form.isEmpty()) {
        return new Reading(null, "link " + forms.size() + " is in no canonical compact form");
      }
      forms.add(form.get());
      if (forms.size() > LINKS_MAX) {
        return new Reading(null, TOO_LONG);
      }
      from = end < 0 ? -1 : end + 1;
    }
    return read(forms);
  }

  private static Reading read(List<CompactForm> forms) {
    Optional<Members> root = TokenJson.object(forms.get(0).claims()).map(Members::of);
    Optional<String> first = root.flatMap(ChainText::key);
    if (first.isEmpty()) {
      return new Reading(null, "the token at the root is bound to no key");
    }
    if (root.get().each("ancestors").size() + forms.size() > LINKS_MAX) {
      return new Reading(null, TOO_LONG);
    }
    Set<String> keys = new HashSet<>(Set.of(first.get()));
    List<OfflineLink> links = new ArrayList<>();
    for (int i = 1; i < forms.size(); i++) {
      OfflineLink.Reading reading = OfflineLink.read(forms.get(i));
      OfflineLink link = reading.link();
      if (link == null) {
        return new Reading(null, "link " + i + ": " + reading.why());
      }
      if (!link.previous().equals(hash(forms.get(i - 1).text()))) {
        return new Reading(null, "link " + i + ": `prev` is not the hash of what is before it");
      }
      if (!keys.add(link.holder())) {
        return new Reading(null, "link " + i + ": its key is in the chain before");
      }
      links.add(link);
    }
    return new Reading(new ChainText(forms.get(0), links), "");
  }

  private static Optional<String> key(Members claims) {
    return Optional.ofNullable(Confirmation.read(claims));
  }

  /** SHA-256 of a text of ASCII, base64url: {@code prev} of a link, {@code ath} of a proof. */
  static String hash(String text) {
    byte[] hash = Hashes.sha256(text.getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }
}
