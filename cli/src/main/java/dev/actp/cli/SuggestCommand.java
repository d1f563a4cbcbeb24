package dev.actp.cli;

import dev.actp.compiler.resolve.FolderSources;
import dev.actp.compiler.suggest.Settings;
import dev.actp.compiler.suggest.Suggester;
import dev.actp.compiler.suggest.Suggestion;
import dev.actp.runtime.evidence.Evidence;
import dev.actp.runtime.evidence.EvidenceReader;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code actp suggest}. */
@Command(
    name = "suggest",
    description =
        "Propose the narrowest policies that allow what a ledger shows to have been used.",
    mixinStandardHelpOptions = true,
    footer = {"", "Reads only; a server may run over the data folder."})
final class SuggestCommand implements Callable<Integer> {
  private static final Pattern HEADROOM = Pattern.compile("(\\d{1,4})%?");
  private static final int MOST_HEADROOM = 1_000;

  private final Console console;

  @Option(
      names = "--policy",
      arity = "1..*",
      required = true,
      paramLabel = "PATH",
      description = "the policies: .actp files, or folders of them; tests beside them count")
  private List<String> policies = List.of();

  @Mixin private RecordsOptions records = new RecordsOptions();

  @Option(
      names = "--min-uses",
      paramLabel = "N",
      defaultValue = "10",
      description = "from how many uses on a part is narrowed (default: ${DEFAULT-VALUE})")
  private int minUses;

  @Option(
      names = "--headroom",
      paramLabel = "PERCENT",
      defaultValue = "20%",
      description = "what limits leave above the peak, 0 to 1000 (default: ${DEFAULT-VALUE})")
  private String headroom = "";

  @Option(
      names = "--windows",
      paramLabel = "ZONE",
      description = "propose the hours of use too, in this time zone")
  private @Nullable String windows;

  @Option(
      names = "--ignore-tests",
      description = "narrow what only tests demand too, and say which would fail")
  private boolean ignoreTests;

  @Option(names = "--write", description = "write the policies instead of showing them")
  private boolean write;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "diff",
      description = "diff (default), policy for whole files, or json")
  private Format format = Format.DIFF;

  /** How suggestions are shown. */
  enum Format {
    DIFF,
    POLICY,
    JSON
  }

  SuggestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Settings settings = settings();
    List<PolicyRoot> roots = PathArguments.resolve(console.folder(), policies);
    Evidence evidence = evidence();
    List<Made> all = new ArrayList<>();
    for (PolicyRoot root : roots) {
      Suggester suggester = new Suggester(new FolderSources(root.folder()), root.files(), settings);
      switch (suggester.suggest(evidence)) {
        case Suggester.Broken broken -> {
          Diagnostics found = new Diagnostics();
          found.add(new Shown(root.shown()), broken.diagnostics());
          found.print(console);
          return ExitCode.FAILED;
        }
        case Suggester.Refused refused -> {
          console.note(console.errStyle().bad("refused") + "  " + refused.why());
          return ExitCode.FAILED;
        }
        case Suggester.Suggested suggested -> {
          all.add(new Made(root, new Shown(root.shown()), suggested.suggestion()));
        }
      }
    }
    if (write) {
      for (Made made : all) {
        made.write();
      }
    }
    if (format == Format.JSON) {
      console.say(SuggestionJson.of(all, evidence));
    } else {
      all.forEach(made -> say(made, evidence));
    }
    return ExitCode.GOOD;
  }

  private Settings settings() throws Unusable {
    Matcher percent = HEADROOM.matcher(headroom);
    if (!percent.matches() || Integer.parseInt(percent.group(1)) > MOST_HEADROOM) {
      throw new Unusable("--headroom is a percentage from 0% to " + MOST_HEADROOM + "%");
    }
    if (minUses < 1) {
      throw new Unusable("--min-uses is 1 or more");
    }
    return new Settings(minUses, Integer.parseInt(percent.group(1)), zone(), ignoreTests);
  }

  private @Nullable ZoneId zone() throws Unusable {
    try {
      return windows == null ? null : ZoneId.of(windows);
    } catch (DateTimeException e) {
      throw new Unusable("there is no time zone `" + windows + "`");
    }
  }

  private Evidence evidence() throws IOException {
    return records.over(
        console,
        source ->
            EvidenceReader.read(
                source.rows(), source.versions(), source.lifetimes(), records.agent()));
  }

  private void say(Made made, Evidence evidence) {
    new SuggestionText(console.errStyle(), made.shown())
        .lines(made.suggestion(), evidence)
        .forEach(console::note);
    if (write) {
      return;
    }
    for (Suggestion.File file : made.suggestion().files()) {
      if (format == Format.DIFF) {
        file.patch(made.shown().of(file.path())).forEach(console::say);
      } else {
        console.say(file.after().stripTrailing());
      }
    }
  }

  /** A suggestion for the files of one root. */
  record Made(PolicyRoot root, Shown shown, Suggestion suggestion) {
    void write() throws IOException {
      for (Suggestion.File file : suggestion.files()) {
        OutputFile.replace(root.folder().resolve(file.path()), file.after());
      }
    }
  }
}
