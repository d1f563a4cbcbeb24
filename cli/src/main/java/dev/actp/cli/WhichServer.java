package dev.actp.cli;

import dev.actp.server.KeyDesk;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server a command is about: one that runs, or the data folder of one that does not. */
final class WhichServer {
  private static final String ASK = "ask that one, with --server and its address";

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description =
          "the data folder of a server that does not run; ACTP_DATA or "
              + ServeCommand.DATA
              + " without")
  private @Nullable String data;

  @Option(
      names = "--tenant",
      paramLabel = "ID",
      description = "whose, in a data folder; those of the first tenant without")
  private @Nullable String tenant;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "a server that runs, like http://127.0.0.1:8080, instead of a folder")
  private @Nullable String server;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "file with the API key to show to the server; ACTP_KEY without")
  private @Nullable String keyFile;

  /** The server that runs, where one is named; else the work is on a folder. */
  @Nullable HttpApi api(Console console) throws Unusable {
    String named = server;
    if (named == null) {
      if (keyFile != null) {
        throw new Unusable("--key-file goes with --server");
      }
      return null;
    }
    if (data != null) {
      throw new Unusable("--server and --data are two servers: name one");
    }
    if (tenant != null) {
      throw new Unusable("the key says which tenant is meant: --tenant goes with --data");
    }
    return new HttpApi(address(named), key(console));
  }

  /** Whether it says which tenant is meant. */
  boolean namesTenant() {
    return tenant != null;
  }

  /** The address of a server, without a path. */
  static String address(String url) throws Unusable {
    String address = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    try {
      URI uri = URI.create(address);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web
          && uri.getHost() != null
          && address.equals(uri.getScheme() + "://" + uri.getRawAuthority())
          && uri.getRawUserInfo() == null) {
        return address;
      }
    } catch (IllegalArgumentException noAddress) {
      // said below
    }
    throw new Unusable("`" + url + "` is no server like `http://127.0.0.1:8080`");
  }

  private String key(Console console) throws Unusable {
    String key = console.environment().getOrDefault("ACTP_KEY", "");
    if (keyFile != null) {
      key = GivenSecret.in(console, keyFile, "--key-file");
    }
    if (!key.strip().matches("[\\x21-\\x7e]+")) {
      throw new Unusable("--server needs an API key, in --key-file or in ACTP_KEY");
    }
    return key.strip();
  }

  /** The data folder that an option names, else the environment, else the usual one. */
  static String data(Console console, @Nullable String option) {
    return option != null
        ? option
        : console.environment().getOrDefault("ACTP_DATA", ServeCommand.DATA);
  }

  /** The data folder, as it is named. */
  String data(Console console) {
    return data(console, data);
  }

  /** The keys and the people of the server. */
  Desk desk(Console console) throws Unusable {
    HttpApi api = api(console);
    if (api != null) {
      return new RemoteDesk(api);
    }
    return new FolderDesk(kept(console, data(console), tenant, ASK));
  }

  /**
   * The desk of the data folder of a server that does not run.
   *
   * @param tenant whose; null for the one that the first start made
   * @param instead what to do where one runs on it
   */
  static KeyDesk kept(Console console, String data, @Nullable String tenant, String instead)
      throws Unusable {
    return switch (KeyDesk.open(console.folder().resolve(data), tenant)) {
      case KeyDesk.Refused(String why) -> throw new Unusable(why);
      case KeyDesk.InUse(String why) -> throw new Unusable(why + ": " + instead);
      case KeyDesk.Opened(KeyDesk desk) -> desk;
    };
  }

  /** What to do where a server runs on the folder. */
  static Unusable inUse(String why) {
    return new Unusable(why + ": " + ASK);
  }
}
