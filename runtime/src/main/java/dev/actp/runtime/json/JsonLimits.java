package dev.actp.runtime.json;

/**
 * How large a document may be. The bounds of a number are those of the language (see {@link
 * dev.actp.runtime.value.DecimalText}).
 *
 * @param bytes the most bytes of UTF-8
 * @param levels the most arrays and objects inside one another, the outermost included
 */
public record JsonLimits(int bytes, int levels) {
  /** 64 KiB and 32 levels (security.md, "Input"). */
  public static final JsonLimits DEFAULT = new JsonLimits(64 * 1024, 32);

  private static final int MAX_LEVELS = 256;

  public JsonLimits {
    if (bytes < 1 || levels < 1 || levels > MAX_LEVELS) {
      throw new IllegalArgumentException(
          "bytes must be positive and levels within 1.." + MAX_LEVELS);
    }
  }

  /** The same levels with another number of bytes. */
  public JsonLimits withBytes(int most) {
    return new JsonLimits(most, levels);
  }
}
