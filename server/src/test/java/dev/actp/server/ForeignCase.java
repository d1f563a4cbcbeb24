package dev.actp.server;

import com.google.common.base.Splitter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call that names things: {@code {agent}} in its address or body stands for the id of one.
 *
 * @param operation the method and the path that it is a call of
 * @param path the address, and {@code body} what is sent, null for nothing
 */
record ForeignCase(String operation, String method, String path, String body) {
  private static final Set<String> FORMS =
      Set.of("POST /v1/introspect", "POST /v1/revoke", "POST /v1/oauth/token");
  private static final Pattern NAMED = Pattern.compile("\\{([a-z-]+)}");

  /** One a line: the operation, and what is called instead of its path and sent, behind bars. */
  static List<ForeignCase> of(String table) {
    List<ForeignCase> cases = new ArrayList<>();
    for (String line : Splitter.on('\n').omitEmptyStrings().split(table)) {
      List<String> columns = Splitter.on('|').trimResults().splitToList(line);
      String operation = columns.get(0);
      int blank = operation.indexOf(' ');
      String path = operation.substring(blank + 1);
      String target = columns.size() > 1 ? columns.get(1) : "";
      String called =
          target.startsWith("{")
              ? path.replace(":id", target).replace(":number", "1")
              : target.startsWith("?") ? path + target : path;
      cases.add(
          new ForeignCase(
              operation,
              operation.substring(0, blank),
              called,
              columns.size() > 2 ? columns.get(2) : ""));
    }
    return cases;
  }

  /** Whether it names anything: else it is about the caller's own. */
  boolean names() {
    return NAMED.matcher(path + body).find();
  }

  /** The same, naming these. */
  ForeignCase naming(Map<String, String> ids) {
    return new ForeignCase(operation, method, filled(path, ids, true), filled(body, ids, form()));
  }

  boolean form() {
    return FORMS.contains(operation);
  }

  private static String filled(String text, Map<String, String> ids, boolean escaped) {
    Matcher named = NAMED.matcher(text);
    return named.replaceAll(
        match -> {
          String id = ids.get(match.group(1));
          if (id == null) {
            throw new IllegalArgumentException("there is no " + match.group(1));
          }
          return Matcher.quoteReplacement(
              escaped ? URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20") : id);
        });
  }
}
