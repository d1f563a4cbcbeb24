package dev.actp.compiler.types;

import dev.actp.runtime.value.IpNetwork;

/** Arguments that have to be written out, in quotes. */
enum LiteralArgument {
  NETWORK("a network", "192.0.2.0/24"),
  DIRECTORY("a directory", "/srv/data"),
  ZONE("a time zone", "Europe/Berlin");

  private final String words;
  private final String example;

  LiteralArgument(String words, String example) {
    this.words = words;
    this.example = example;
  }

  String words() {
    return words;
  }

  String example() {
    return "\"" + example + "\"";
  }

  boolean accepts(String text) {
    return switch (this) {
      case NETWORK -> IpNetwork.parse(text).isPresent();
      case DIRECTORY -> dev.actp.runtime.function.Paths.inside(text, text).isPresent();
      case ZONE -> Zones.find(text).isPresent();
    };
  }

  /** What to write instead. */
  String help(String text) {
    return switch (this) {
      case NETWORK ->
          "write the first address, `/` and the length of the prefix, as in `" + example() + "`";
      case DIRECTORY ->
          "write a path without empty, `.` or `..` segments, as in `" + example() + "`";
      case ZONE -> Zones.help(text);
    };
  }
}
