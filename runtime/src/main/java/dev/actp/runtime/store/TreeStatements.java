package dev.actp.runtime.store;

import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.ledger.Tiles;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets the trees of ledgers grow in the transaction that the records are written in. What it has in
 * memory is what the connection's transaction has: it ends with the connection.
 */
final class TreeStatements implements AutoCloseable {
  private final Connection connection;
  private final PreparedStatement tile;
  private final Map<Long, TreeFrontier> frontiers = new HashMap<>();

  TreeStatements(Connection connection) throws SQLException {
    this.connection = connection;
    tile = connection.prepareStatement("INSERT OR REPLACE INTO tile VALUES (?,?,?,?)");
  }

  /** Adds the leaves of new records, before these are written. */
  void add(long tenant, List<StoredRecord> records) throws SQLException {
    if (records.isEmpty()) {
      return;
    }
    TreeFrontier frontier = frontiers.get(tenant);
    if (frontier == null) {
      frontier = resumed(tenant, new RecordSearch(connection).size(tenant));
      frontiers.put(tenant, frontier);
    }
    TreeFrontier.Sink sink = (level, number, hashes) -> store(tenant, level, number, hashes);
    for (StoredRecord one : records) {
      frontier.add(one.sealed().hash(), sink);
    }
    frontier.grown(sink);
  }

  private void store(long tenant, int level, long number, byte[] hashes) throws SQLException {
    tile.setLong(1, tenant);
    tile.setInt(2, level);
    tile.setLong(3, number);
    tile.setBytes(4, hashes);
    tile.executeUpdate();
  }

  private TreeFrontier resumed(long tenant, long size) throws SQLException {
    TreeFrontier frontier = new TreeFrontier();
    SqliteTiles tiles = new SqliteTiles(connection, tenant);
    long complete = size;
    for (int level = 0; complete > 0; level++) {
      long number = complete / Tiles.WIDTH;
      int count = (int) (complete % Tiles.WIDTH);
      byte[] hashes = count == 0 ? new byte[0] : tiles.hashes(level, number * Tiles.WIDTH, count);
      frontier.resume(level, number, hashes);
      complete = number;
    }
    return frontier;
  }

  /**
   * Makes the tree of a tenant whose records have none yet, as in a file of an older version. Not
   * committed.
   *
   * @return whether there was something to do
   */
  boolean complete(long tenant) throws SQLException {
    long size = new RecordSearch(connection).size(tenant);
    if (full(tenant) == size / Tiles.WIDTH) {
      return false;
    }
    Sql.execute(connection, "DELETE FROM tile WHERE tenant = ?", tenant);
    TreeFrontier frontier = new TreeFrontier();
    TreeFrontier.Sink sink = (level, number, hashes) -> store(tenant, level, number, hashes);
    var digest = Leaf.digest();
    byte[] hash = new byte[Leaf.HASH];
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT leaf FROM record WHERE id >= ? AND id < ? ORDER BY id")) {
      query.setLong(1, TenantNumbers.key(tenant, 0));
      query.setLong(2, TenantNumbers.key(tenant, size));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          byte[] leaf = row.getBytes(1);
          Leaf.hash(digest, leaf, 0, leaf.length, hash, 0);
          frontier.add(hash, sink);
        }
      }
    }
    frontier.grown(sink);
    return true;
  }

  /** How many full tiles of level 0 there are: they are made one after the other. */
  private long full(long tenant) throws SQLException {
    return Sql.first(
            connection,
            row -> row.getLong(1),
            "SELECT number + 1 FROM tile WHERE tenant = ? AND level = 0"
                + " ORDER BY number DESC LIMIT 1",
            tenant)
        .orElse(0L);
  }

  @Override
  public void close() throws SQLException {
    tile.close();
  }
}
