package dev.actp.compiler.mutate;

import java.util.ArrayList;
import java.util.List;

/**
 * What mutation testing found.
 *
 * @param survivors the mutants that no test notices, in the order of the files
 * @param killed how many a test noticed
 * @param equivalent how many were left out since they mean what the original means
 * @param invalid how many were left out since they do not compile
 * @param untried how many were left out since so many were not asked for
 */
public record MutationReport(
    List<Mutant> survivors, int killed, int equivalent, int invalid, int untried) {
  /** Of nothing. */
  public static final MutationReport NONE = new MutationReport(List.of(), 0, 0, 0, 0);

  public MutationReport {
    survivors = List.copyOf(survivors);
  }

  /** Both in one. */
  public MutationReport and(MutationReport other) {
    List<Mutant> all = new ArrayList<>(survivors);
    all.addAll(other.survivors);
    return new MutationReport(
        all,
        killed + other.killed,
        equivalent + other.equivalent,
        invalid + other.invalid,
        untried + other.untried);
  }

  /** The same with these survivors. */
  public MutationReport with(List<Mutant> named) {
    return new MutationReport(named, killed, equivalent, invalid, untried);
  }

  /** How many mutants were held against tests. */
  public int mutants() {
    return killed + survivors.size();
  }

  /** The share that a test noticed, 0 to 100; 100 where there was nothing to notice. */
  public double score() {
    return mutants() == 0 ? 100 : 100.0 * killed / mutants();
  }
}
