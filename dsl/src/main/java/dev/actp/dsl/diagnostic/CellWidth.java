package dev.actp.dsl.diagnostic;

/**
 * How many terminal cells a character takes: East Asian wide ones two (Unicode Annex 11), marks
 * none.
 */
final class CellWidth {
  private static final int[][] WIDE = {
    {0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0xA4CF}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
    {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}
  };

  private CellWidth() {}

  static int of(int codePoint) {
    if (codePoint < WIDE[0][0]) {
      return isMark(codePoint) ? 0 : 1;
    }
    for (int[] range : WIDE) {
      if (codePoint >= range[0] && codePoint <= range[1]) {
        return 2;
      }
    }
    return isMark(codePoint) ? 0 : 1;
  }

  private static boolean isMark(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }
}
