package dev.actp.runtime.function;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * Keys and tokens that show what they are: private keys in PEM, OpenSSH, PGP, PuTTY and age files,
 * JSON web tokens, and the tokens of the vendors in the table below and of this product, by their
 * prefix, alphabet and least length.
 */
final class Keys {
  /**
   * A vendor's form.
   *
   * @param atLeast how many more letters, digits, and marks follow the prefix
   */
  private record Form(String prefix, int atLeast, String marks) {
    boolean startsAt(String text, int start) {
      if (!text.startsWith(prefix, start)) {
        return false;
      }
      int from = start + prefix.length();
      return run(text, from, marks) - from >= atLeast;
    }
  }

  private static final List<Form> FORMS =
      List.of(
          new Form("AKIA", 16, ""),
          new Form("ASIA", 16, ""),
          new Form("ghp_", 36, ""),
          new Form("gho_", 36, ""),
          new Form("ghu_", 36, ""),
          new Form("ghs_", 36, ""),
          new Form("ghr_", 36, ""),
          new Form("github_pat_", 22, "_"),
          new Form("glpat-", 20, "_-."),
          new Form("xoxa-", 10, "-"),
          new Form("xoxb-", 10, "-"),
          new Form("xoxe-", 10, "-"),
          new Form("xoxp-", 10, "-"),
          new Form("xoxr-", 10, "-"),
          new Form("xoxs-", 10, "-"),
          new Form("xapp-", 10, "-"),
          new Form("sk_live_", 16, ""),
          new Form("sk_test_", 16, ""),
          new Form("rk_live_", 16, ""),
          new Form("rk_test_", 16, ""),
          new Form("whsec_", 20, "+/="),
          new Form("AIza", 35, "_-"),
          new Form("ya29.", 20, "_-"),
          new Form("GOCSPX-", 20, "_-"),
          new Form("sk-ant-", 20, "_-"),
          new Form("sk-proj-", 20, "_-"),
          new Form("sk-", 32, ""),
          new Form("SG.", 40, "_-."),
          new Form("npm_", 36, ""),
          new Form("pypi-", 40, "_-"),
          new Form("dop_v1_", 64, ""),
          new Form("hf_", 30, ""),
          new Form("shpat_", 32, ""),
          new Form("shpss_", 32, ""),
          new Form("sq0csp-", 30, "_-"),
          new Form("hvs.", 20, "_-"),
          new Form("AGE-SECRET-KEY-1", 50, ""),
          new Form("act_", 32, "_-"),
          new Form("actk_", 32, "_-"));

  private static final String FIRST_LETTERS = firstLetters();

  private static final List<String> FILES = List.of("PRIVATE KEY", "PuTTY-User-Key-File");
  private static final String BASE64URL = "_-";
  private static final int MIN_SEGMENT = 10;

  private Keys() {}

  static boolean in(String text) {
    if (FILES.stream().anyMatch(text::contains)
        && (text.contains("-----BEGIN ") || text.contains("PuTTY-"))) {
      return true;
    }
    for (int i = 0; i < text.length(); i++) {
      if (IdShape.isStart(text, i) && isVendors(text, i)) {
        return true;
      }
    }
    return holdsWebToken(text);
  }

  private static boolean isVendors(String text, int start) {
    return FIRST_LETTERS.indexOf(text.charAt(start)) >= 0
        && FORMS.stream().anyMatch(form -> form.startsAt(text, start));
  }

  private static String firstLetters() {
    return FORMS.stream().map(form -> form.prefix().substring(0, 1)).distinct().collect(joining());
  }

  /**
   * RFC 7515, 3.1: <code>{"</code> in base64url, and two more segments. Each run of characters is
   * looked at once.
   */
  private static boolean holdsWebToken(String text) {
    int start = text.indexOf("eyJ");
    while (start >= 0) {
      int header = run(text, start, BASE64URL);
      boolean more = text.startsWith(".", header);
      int payload = more ? run(text, header + 1, BASE64URL) : header;
      if (header - start >= MIN_SEGMENT
          && payload - header > MIN_SEGMENT
          && text.startsWith(".", payload)) {
        return true;
      }
      start = text.indexOf("eyJ", header);
    }
    return false;
  }

  /** The end of the run of letters, digits and marks. */
  private static int run(String text, int from, String marks) {
    int end = from;
    while (end < text.length()
        && (IdShape.isLetterOrDigit(text.charAt(end)) || marks.indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    return end;
  }
}
