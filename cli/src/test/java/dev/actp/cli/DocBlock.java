package dev.actp.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a Markdown page.
 *
 * @param name what follows the language: the file that the block is; else empty
 */
record DocBlock(String language, String name, String text) {
  private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w*) ?(\\S*)\n(.*?)^```$");

  static List<DocBlock> of(String page) {
    List<DocBlock> blocks = new ArrayList<>();
    Matcher matcher = FENCED.matcher(page);
    while (matcher.find()) {
      blocks.add(new DocBlock(matcher.group(1), matcher.group(2), matcher.group(3)));
    }
    return blocks;
  }
}
