package dev.actp.server.ledger;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
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
    public List<KeptAnchor> kept() {
      return anchors.stream()
          .filter(KeptAnchor.class::isInstance)
          .map(KeptAnchor.class::cast)
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
            ("`%s` is no anchor: `file:PATH` and `git:PATH` outside of the data folder,"
                    + " `git:https://…`, `syslog:udp://HOST:PORT`, `syslog:tcp://HOST:PORT` and"
                    + " `webhook:https://…` are")
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
      case "git" -> git(rest);
      case "syslog" -> syslog(rest);
      case "webhook" -> webhook(rest);
      default -> null;
    };
  }

  private @Nullable Anchor file(String path) {
    Path file = outside(path);
    Path folder = file == null ? null : file.getParent();
    return file == null || folder == null || !Files.isDirectory(folder)
        ? null
        : new FileAnchor(file);
  }

  private @Nullable Anchor git(String text) {
    int hash = text.indexOf('#');
    String branch = hash < 0 ? GitAnchor.BRANCH : text.substring(hash + 1);
    String place = hash < 0 ? text : text.substring(0, hash);
    if (!Repository.isValidRefName(Constants.R_HEADS + branch)) {
      return null;
    }
    if (place.startsWith("https://") || place.startsWith("http://")) {
      return http(place) == null ? null : git(place, branch);
    }
    Path repository = outside(place);
    return repository == null || !Files.isDirectory(repository)
        ? null
        : git(repository.toString(), branch);
  }

  private Anchor git(String place, String branch) {
    return new GitAnchor(place, branch, GitAnchor.LONGEST_SECONDS, clock);
  }

  /** A path that whoever has the data folder does not have by that. */
  private @Nullable Path outside(String path) {
    if (path.isEmpty()) {
      return null;
    }
    Path absolute = Path.of(path).toAbsolutePath().normalize();
    return absolute.startsWith(data.toAbsolutePath().normalize()) ? null : absolute;
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
    URI uri = http(address);
    return uri == null ? null : new WebhookAnchor(uri);
  }

  /** An address of the web; one with a password in it is none. */
  private static @Nullable URI http(String address) {
    URI uri = uri(address);
    return uri == null
            || uri.getHost() == null
            || uri.getUserInfo() != null
            || !List.of("http", "https").contains(uri.getScheme())
        ? null
        : uri;
  }

  private static @Nullable URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
