package dev.actp.server.openapi;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page that shows the API to people, and each file that it needs: Swagger UI, out of its
 * WebJar. It calls nothing but for the document, so that no key is ever typed into it.
 */
public enum DocsFile {
  PAGE("/docs", "text/html", "docs/docs.html"),
  BEGINNING("/docs/docs.js", "text/javascript", "docs/docs.js"),
  STYLE("/docs/swagger-ui.css", "text/css", Ui.FOLDER + "swagger-ui.css"),
  SCRIPT("/docs/swagger-ui-bundle.js", "text/javascript", Ui.FOLDER + "swagger-ui-bundle.js");

  /**
   * What a browser lets the page do (Content Security Policy Level 3): its own files, no script and
   * no style in the page itself, images that style sheets hold, and nowhere else to go.
   */
  public static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final String path;
  private final String contentType;
  private final String resource;

  DocsFile(String path, String contentType, String resource) {
    this.path = path;
    this.contentType = contentType + "; charset=utf-8";
    this.resource = resource;
  }

  /** Where it is. */
  public String path() {
    return path;
  }

  /** What it is. */
  public String contentType() {
    return contentType;
  }

  /** What it holds. */
  public byte[] bytes() {
    return Read.BYTES.getOrDefault(this, new byte[0]).clone();
  }

  /** Read when one is first asked for. */
  private static final class Read {
    static final Map<DocsFile, byte[]> BYTES =
        Stream.of(values())
            .collect(
                Collectors.toMap(
                    file -> file,
                    file -> Resources.bytes(file.resource.replace(Ui.VERSION, Ui.version()))));
  }

  /** The WebJar, whose version is said in one place: the build. */
  private static final class Ui {
    static final String VERSION = "{version}";
    static final String FOLDER = "/META-INF/resources/webjars/swagger-ui/" + VERSION + "/";
    private static final String ABOUT = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

    static String version() {
      Properties properties = new Properties();
      try {
        String text = new String(Resources.bytes(ABOUT), StandardCharsets.UTF_8);
        properties.load(new StringReader(text));
      } catch (IOException e) {
        throw new UncheckedIOException(ABOUT, e);
      }
      return properties.getProperty("version", "");
    }
  }
}
