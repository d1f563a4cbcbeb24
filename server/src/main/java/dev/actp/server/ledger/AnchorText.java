package dev.actp.server.ledger;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads anchors as operators write them. */
public final class AnchorText {
  /** How many anchors a server has at most. */
  public static final int MOST = 8;

  private static final int SYSLOG_PORT = 514;

  private final Path data;
  private final InstantSource clock;

  /**
   * A reader of anchors for a server.
   *
   * @param data the data folder, which no anchor may be in
   */
  public AnchorText(Path data, InstantSource clock) {
    this.data = data;
    this.clock = clock;
  }

  /**
   * What was read.
   *
   * @param problems what is wrong, a line each; then the anchors are not to be used
   */
  public record Read(List<Anchor> anchors, List<String> problems) {
    public Read {
      anchors = List.copyOf(anchors);
      problems = List.copyOf(problems);
    }

    /** The anchors that a start is held against. */
    public List<FileAnchor> files() {
      return anchors.stream()
          .filter(FileAnchor.class::isInstance)
          .map(FileAnchor.class::cast)
          .toList();
    }
  }

  /** Reads all of them. */
  public Read read(List<String> texts) {
    List<Anchor> anchors = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    if (texts.size() > MOST) {
      problems.add("there are more than " + MOST + " anchors");
    }
    for (String text : texts) {
      Anchor anchor = anchor(text);
      if (anchor == null) {
        problems.add(
            ("`%s` is no anchor: `file:PATH` outside of the data folder, `syslog:udp://HOST:PORT`,"
                    + " `syslog:tcp://HOST:PORT` and `webhook:https://…` are")
                .formatted(text));
      } else {
        anchors.add(anchor);
      }
    }
    return new Read(anchors, problems);
  }

  private @Nullable Anchor anchor(String text) {
    int colon = text.indexOf(':');
    String rest = text.substring(colon + 1);
    return switch (text.substring(0, Math.max(colon, 0))) {
      case "file" -> file(rest);
      case "syslog" -> syslog(rest);
      case "webhook" -> webhook(rest);
      default -> null;
    };
  }

  private @Nullable Anchor file(String path) {
    if (path.isEmpty()) {
      return null;
    }
    Path file = Path.of(path).toAbsolutePath().normalize();
    Path folder = file.getParent();
    boolean inside = file.startsWith(data.toAbsolutePath().normalize());
    return inside || folder == null || !Files.isDirectory(folder) ? null : new FileAnchor(file);
  }

  private @Nullable Anchor syslog(String address) {
    URI uri = uri(address);
    if (uri == null || uri.getHost() == null || !List.of("udp", "tcp").contains(uri.getScheme())) {
      return null;
    }
    int port = uri.getPort() < 0 ? SYSLOG_PORT : uri.getPort();
    return new SyslogAnchor(uri.getScheme().equals("tcp"), uri.getHost(), port, clock);
  }

  private static @Nullable Anchor webhook(String address) {
    URI uri = uri(address);
    if (uri == null || uri.getHost() == null || uri.getUserInfo() != null) {
      return null;
    }
    return List.of("http", "https").contains(uri.getScheme()) ? new WebhookAnchor(uri) : null;
  }

  private static @Nullable URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
