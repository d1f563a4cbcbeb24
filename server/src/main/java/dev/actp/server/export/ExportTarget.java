package dev.actp.server.export;

import dev.actp.runtime.export.ExportFormat;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where records are sent to, and in which format: {@code FORMAT+TRANSPORT:…}. The transports are
 * {@code file}, {@code http}, {@code https}, {@code tcp} and {@code tls}; the format may be left
 * out.
 *
 * @param text as it was given: what the progress is known by
 */
public record ExportTarget(String text, ExportFormat format, Transport transport) {

  /** How they get there. */
  public sealed interface Transport {}

  /** Appended to a file. */
  public record File(Path path) implements Transport {}

  /** Posted to an address. */
  public record Http(URI address) implements Transport {}

  /** Written to a connection. */
  public record Stream(String host, int port, boolean tls) implements Transport {}

  /** What a text names, or what is wrong with it. */
  public sealed interface Reading {}

  /** A target. */
  public record Good(ExportTarget target) implements Reading {}

  /**
   * None.
   *
   * @param why one line for people
   */
  public record Wrong(String why) implements Reading {}

  /**
   * Reads a target.
   *
   * @param folder what the path of a file is relative to
   */
  public static Reading read(String text, Path folder) {
    int colon = text.indexOf(':');
    String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
    int plus = scheme.indexOf('+');
    String transport = scheme.substring(plus + 1);
    boolean stream = transport.equals("tcp") || transport.equals("tls");
    Optional<ExportFormat> format =
        plus < 0
            ? Optional.of(stream ? ExportFormat.SYSLOG : ExportFormat.JSONL)
            : ExportFormat.named(scheme.substring(0, plus));
    if (format.isEmpty()) {
      return wrong(text, "the formats are " + ExportFormat.ids());
    }
    String rest = text.substring(colon + 1);
    return switch (transport) {
      case "file" -> file(text, format.get(), rest, folder);
      case "http", "https" -> http(text, format.get(), transport + ":" + rest);
      case "tcp", "tls" -> stream(text, format.get(), transport + ":" + rest);
      default -> wrong(text, "write `syslog+tls://HOST:PORT`, `otlp+https://HOST` or `file:PATH`");
    };
  }

  private static Reading file(String text, ExportFormat format, String path, Path folder) {
    try {
      Path file = folder.resolve(path.startsWith("///") ? path.substring(2) : path);
      return path.isEmpty()
          ? wrong(text, "the path of the file is missing")
          : new Good(new ExportTarget(text, format, new File(file)));
    } catch (InvalidPathException e) {
      return wrong(text, "that is no path");
    }
  }

  private static Reading http(String text, ExportFormat format, String address) {
    Optional<URI> uri = address(address);
    if (uri.isEmpty()) {
      return noAddress(text);
    }
    boolean bare = uri.get().getPath().isEmpty() || uri.get().getPath().equals("/");
    URI full = format == ExportFormat.OTLP && bare ? uri.get().resolve("/v1/logs") : uri.get();
    return new Good(new ExportTarget(text, format, new Http(full)));
  }

  private static Reading stream(String text, ExportFormat format, String address) {
    Optional<URI> uri = address(address).filter(one -> one.getPort() > 0 && one.getPort() < 65_536);
    if (uri.isEmpty() || !uri.get().getPath().isEmpty() || uri.get().getQuery() != null) {
      return wrong(text, "a host and a port follow: `tls://HOST:PORT`");
    }
    String host = uri.get().getHost().replaceAll("^\\[|\\]$", "");
    boolean tls = address.startsWith("tls:");
    return new Good(new ExportTarget(text, format, new Stream(host, uri.get().getPort(), tls)));
  }

  /** An address with a host, and without a password, which would be seen in every listing. */
  private static Optional<URI> address(String text) {
    try {
      URI uri = URI.create(text);
      boolean good =
          uri.getHost() != null && uri.getRawUserInfo() == null && uri.getFragment() == null;
      return good ? Optional.of(uri) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Reading noAddress(String text) {
    return wrong(
        text, "an address has a host and no password; ACTP_EXPORT_AUTHORIZATION is for that");
  }

  private static Reading wrong(String text, String why) {
    return new Wrong("`" + text + "` is no target for exports: " + why);
  }
}
