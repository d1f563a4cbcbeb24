package dev.actp.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * One thing that a server can be told: by a flag, else by a variable, else by a member of a file,
 * all of the same meaning. The options of {@code actp serve} say which there are.
 *
 * @param name of the member, and of the flag behind two dashes
 * @param variable of the environment
 * @param many whether there may be several: flags that are repeated, a list in the file, and blanks
 *     between them in the variable
 * @param label what stands for a value
 * @param flag whether there is a flag: secrets have none
 */
record Setting(
    String name, String variable, boolean many, String label, String description, boolean flag) {
  /** What a file names its policies by, which the command takes as it is. */
  static final String POLICIES = "policies";

  /** Not for a file: which one it is. */
  private static final Set<String> APART = Set.of("config", "help", "version");

  /** Variables that are called by the plural. */
  private static final Map<String, String> PLURAL =
      Map.of(
          "mail-domain", "ACTP_MAIL_DOMAINS",
          "trusted-proxy", "ACTP_TRUSTED_PROXIES",
          "anchor", "ACTP_ANCHORS");

  /** All of them, in the order of the command's help, and then the files of secrets. */
  static List<Setting> all(Console console) {
    List<Setting> all = new ArrayList<>();
    CommandLine line = new CommandLine(new ServeCommand(console));
    line.getCommandSpec().positionalParameters().forEach(one -> all.add(of(POLICIES, one)));
    for (OptionSpec option : line.getCommandSpec().options()) {
      String name = option.longestName().replaceFirst("^--", "");
      if (!APART.contains(name)) {
        all.add(of(name, option));
      }
    }
    all.add(
        secret(
            ServeCommand.BOOTSTRAP_KEY,
            "file with the API key that the first start gives out, instead of a random one"));
    all.add(
        secret(
            ServeCommand.EXPORT_AUTHORIZATION,
            "file with what collectors over HTTP are shown as Authorization"));
    return all;
  }

  private static Setting of(String name, ArgSpec one) {
    String variable =
        PLURAL.getOrDefault(name, "ACTP_" + name.toUpperCase(Locale.ROOT).replace('-', '_'));
    String description = String.join(" ", one.description()).replace("%%", "%");
    return new Setting(
        name, variable, one.isMultiValue(), one.paramLabel(), description, one.isOption());
  }

  private static Setting secret(String variable, String description) {
    String file = variable + "_FILE";
    String name = file.replaceFirst("^ACTP_", "").toLowerCase(Locale.ROOT).replace('_', '-');
    return new Setting(name, file, false, "FILE", description, false);
  }

  /** The variable that holds the secret itself, where this names a file with one. */
  String secret() {
    return flag || !variable.endsWith("_FILE")
        ? ""
        : variable.substring(0, variable.length() - "_FILE".length());
  }

  /** Whether a value is a whole number. */
  boolean number() {
    return Set.of("PORT", "NUMBER", "MIB").contains(label);
  }
}
