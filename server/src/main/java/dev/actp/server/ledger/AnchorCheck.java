package dev.actp.server.ledger;

import dev.actp.runtime.ledger.Checkpoint;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.store.LedgerTrees;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds a store against what anchors know of it, before anything is decided. */
public final class AnchorCheck {
  private AnchorCheck() {}

  /**
   * A checkpoint that the store does not contain.
   *
   * @param tenant whose ledger it is of; empty where the store has no such ledger
   * @param size how many records the store has of it
   */
  public record Behind(String anchor, Checkpoint checkpoint, String tenant, long size) {

    /** One line for people. */
    public String why() {
      if (tenant.isEmpty()) {
        return "the anchor `%s` knows of a ledger that is not in this data folder at all"
            .formatted(anchor);
      }
      String what =
          checkpoint.size() > size
              ? "has %d records, and the anchor `%s` knows of %d"
                  .formatted(size, anchor, checkpoint.size())
              : "has %d records that are not the %d which the anchor `%3$s` knows of"
                  .formatted(size, checkpoint.size(), anchor);
      return "the ledger " + what + ": it was rolled back or replaced; see `actp recover`";
    }
  }

  /**
   * The first checkpoint that is not in the store, if there is one.
   *
   * @throws IOException if an anchor cannot be read
   */
  public static Optional<Behind> behind(
      List<KeptAnchor> anchors, List<Tenant> tenants, LedgerTrees trees) throws IOException {
    for (KeptAnchor anchor : anchors) {
      Map<String, Checkpoint> last;
      try {
        last = anchor.last();
      } catch (IOException e) {
        throw new IOException(
            "the anchor `" + anchor.name() + "` cannot be read: " + e.getMessage(), e);
      }
      for (Checkpoint checkpoint : last.values()) {
        String tenant =
            tenants.stream()
                .map(Tenant::id)
                .filter(id -> Checkpoint.origin(id).equals(checkpoint.origin()))
                .findFirst()
                .orElse("");
        long size = trees.size(tenant);
        if (size < checkpoint.size() || !same(trees, tenant, checkpoint)) {
          return Optional.of(new Behind(anchor.name(), checkpoint, tenant, size));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean same(LedgerTrees trees, String tenant, Checkpoint checkpoint) {
    byte[] root = trees.read(tenant, tree -> tree.root(checkpoint.size()));
    return Arrays.equals(root, checkpoint.root());
  }
}
