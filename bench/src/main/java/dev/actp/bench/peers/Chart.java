package dev.actp.bench.peers;

import java.util.List;
import java.util.Locale;

/** Bars as SVG, which a browser and a repository's page show as they are. */
final class Chart {
  private static final int WIDTH = 640;
  private static final int LEFT = 170;
  private static final int ROW = 26;

  private Chart() {}

  /** One bar; the first is ours. */
  record Bar(String name, double value) {}

  static String bars(String title, List<Bar> bars) {
    double most = bars.stream().mapToDouble(Bar::value).max().orElse(1);
    StringBuilder svg = new StringBuilder();
    int height = ROW * bars.size() + 40;
    svg.append(
        line(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " font-family=\"sans-serif\" font-size=\"12\">",
            WIDTH, height));
    svg.append(line("<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>", WIDTH, height));
    svg.append(line("<text x=\"8\" y=\"20\" font-weight=\"bold\">%s</text>", escaped(title)));
    for (int i = 0; i < bars.size(); i++) {
      int top = 32 + i * ROW;
      int length = (int) ((WIDTH - LEFT - 80) * bars.get(i).value() / most);
      svg.append(
          line(
              "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
              LEFT - 8, top + 15, escaped(bars.get(i).name())));
      svg.append(
          line(
              "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>",
              LEFT, top, Math.max(1, length), ROW - 6, i == 0 ? "#0b6e4f" : "#8a93a0"));
      svg.append(
          line(
              "<text x=\"%d\" y=\"%d\">%,.0f</text>",
              LEFT + length + 6, top + 15, bars.get(i).value()));
    }
    return svg.append("</svg>\n").toString();
  }

  @SuppressWarnings("AnnotateFormatMethod") // three callers, all above
  private static String line(String form, Object... values) {
    return String.format(Locale.ROOT, form, values) + "\n";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
