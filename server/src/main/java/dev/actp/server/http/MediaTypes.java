package dev.actp.server.http;

import java.util.Locale;

/**
 * What bodies say they are. Forms and plain text are never read as JSON, so that no web page can
 * send one unasked.
 */
final class MediaTypes {
  private MediaTypes() {}

  /** {@code application/json} or a type that ends in {@code +json}, in UTF-8. */
  static boolean isJson(String contentType) {
    String type = essence(contentType);
    boolean json =
        type.equals("application/json")
            || (type.startsWith("application/") && type.endsWith("+json"));
    return json && utf8(contentType);
  }

  /** A policy's text. */
  static boolean isActp(String contentType) {
    return essence(contentType).equals("text/x-actp") && utf8(contentType);
  }

  /** A form as RFC 6749 3.2 has it. */
  static boolean isForm(String contentType) {
    return essence(contentType).equals("application/x-www-form-urlencoded") && utf8(contentType);
  }

  private static String essence(String contentType) {
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  private static boolean utf8(String contentType) {
    String parameters = contentType.toLowerCase(Locale.ROOT).replace("\"", "").replace(" ", "");
    int charset = parameters.indexOf("charset=");
    return charset < 0 || parameters.startsWith("utf-8", charset + "charset=".length());
  }
}
