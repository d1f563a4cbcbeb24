package dev.actp.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine;

/** What the build was called. */
final class VersionText implements CommandLine.IVersionProvider {

  @Override
  public String[] getVersion() throws IOException {
    return new String[] {"actp " + version()};
  }

  static String version() throws IOException {
    Properties properties = new Properties();
    try (InputStream in =
        Objects.requireNonNull(VersionText.class.getResourceAsStream("version.properties"))) {
      properties.load(in);
    }
    return properties.getProperty("version", "");
  }
}
