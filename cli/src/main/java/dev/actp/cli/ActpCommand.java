package dev.actp.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code actp} by itself: says which commands there are. */
@Command(
    name = "actp",
    description = "Policy as code for AI agents.",
    versionProvider = VersionText.class,
    mixinStandardHelpOptions = true,
    subcommands = HelpCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is well",
      "1:a policy, a test or a ledger is not as it should be",
      "2:wrong usage, or the command could not do its work",
      "3:tests saw less than `test --fail-under` demands",
      "4:policies differ in what `diff --fail-on` or `replay --fail-on` names"
    })
final class ActpCommand {}
