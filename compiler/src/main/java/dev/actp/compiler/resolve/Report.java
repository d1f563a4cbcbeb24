package dev.actp.compiler.resolve;

import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is wrong with one file: at most {@link #MAX} errors and as many warnings, so that
 * neither crowds out the other. Confined to one thread.
 *
 * <p>An error is added where it is found and the work goes on, so that one run reports them all.
 */
public final class Report {
  /**
   * How many errors, and how many warnings, of one file are kept; one more than that is one too
   * many for a person too.
   */
  public static final int MAX = 200;

  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private int errors;
  private int keptErrors;

  /** Adds an error. */
  public void error(Code code, String message, Span span) {
    add(Diagnostic.error(code, message, span));
  }

  /** Adds an error with help, or without where it is null. */
  public void error(Code code, String message, Span span, @Nullable String help) {
    add(Diagnostic.error(code, message, span).withHelp(help));
  }

  /** Adds one. */
  public void add(Diagnostic diagnostic) {
    boolean error = diagnostic.isError();
    errors += error ? 1 : 0;
    if ((error ? keptErrors : warnings()) < MAX) {
      diagnostics.add(diagnostic);
      keptErrors += error ? 1 : 0;
    }
  }

  /** Counts an error that is not worth telling, since it may follow from one that was told. */
  public void countSequel() {
    errors++;
  }

  /** Adds several. */
  public void addAll(List<Diagnostic> more) {
    more.forEach(this::add);
  }

  /** How many errors there were, those beyond {@link #MAX} included. */
  public int errors() {
    return errors;
  }

  /** Whether more errors would not be kept: whoever looks for more can stop. */
  public boolean isFull() {
    return keptErrors >= MAX;
  }

  /** Whether more warnings would not be kept: whoever looks for nothing else can stop. */
  public boolean isFullOfWarnings() {
    return warnings() >= MAX;
  }

  private int warnings() {
    return diagnostics.size() - keptErrors;
  }

  /** What was kept, in the order in which it was found. */
  public List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }
}
