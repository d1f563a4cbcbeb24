package dev.actp.runtime.decision;

import java.util.BitSet;
import java.util.List;

/**
 * What a policy's rules found at all links of a chain, by index: what may allow was found at every
 * link, what denies or asks at any.
 */
final class Found {
  private static final BitSet NONE = new BitSet(0);

  private BitSet decoys = NONE;
  private BitSet forbids = NONE;
  private BitSet approvals = NONE;
  private BitSet quotas = NONE;
  private BitSet candidates = NONE;
  private BitSet holding = NONE;

  private Found() {}

  /** What was found at all links together. */
  static Found atAll(List<Found> byLink) {
    if (byLink.size() == 1) {
      return byLink.getFirst();
    }
    Found found = new Found();
    Found root = byLink.getFirst();
    found.candidates = root.candidates;
    found.holding = root.holding;
    byLink.forEach(found::join);
    return found;
  }

  /** What was found at one link. */
  static Found atOne(List<Finding> findings) {
    Found found = new Found();
    for (Finding finding : findings) {
      switch (finding) {
        case Finding.DecoyTouched(int i) -> found.decoys = with(found.decoys, i);
        case Finding.Forbidden(int i) -> found.forbids = with(found.forbids, i);
        case Finding.ApprovalNeeded(int i) -> found.approvals = with(found.approvals, i);
        case Finding.QuotaApplies(int i) -> found.quotas = with(found.quotas, i);
        case Finding.Candidate(int i) -> found.candidates = with(found.candidates, i);
        case Finding.Holds(int i) -> {
          found.candidates = with(found.candidates, i);
          found.holding = with(found.holding, i);
        }
      }
    }
    return found;
  }

  private static BitSet with(BitSet set, int index) {
    BitSet mine = set.isEmpty() ? new BitSet(index + 1) : set;
    mine.set(index);
    return mine;
  }

  private void join(Found other) {
    decoys = union(decoys, other.decoys);
    forbids = union(forbids, other.forbids);
    approvals = union(approvals, other.approvals);
    quotas = union(quotas, other.quotas);
    candidates = intersection(candidates, other.candidates);
    holding = intersection(holding, other.holding);
  }

  private static BitSet union(BitSet a, BitSet b) {
    BitSet both = (BitSet) a.clone();
    both.or(b);
    return both;
  }

  private static BitSet intersection(BitSet a, BitSet b) {
    BitSet both = (BitSet) a.clone();
    both.and(b);
    return both;
  }

  BitSet decoys() {
    return decoys;
  }

  BitSet forbids() {
    return forbids;
  }

  BitSet approvals() {
    return approvals;
  }

  BitSet quotas() {
    return quotas;
  }

  BitSet candidates() {
    return candidates;
  }

  boolean holds(int capability) {
    return holding.get(capability);
  }
}
