package dev.actp.runtime.store;

import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.ledger.Tiles;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/** The tiles of a tenant's ledger as the database has them; the last leaves out of the records. */
record SqliteTiles(Connection connection, long tenant) implements Tiles {

  @Override
  public byte[] hashes(int level, long first, int count) {
    try {
      byte[] tile =
          Sql.first(
                  connection,
                  row -> row.getBytes(1),
                  "SELECT hashes FROM tile WHERE tenant = ? AND level = ? AND number = ?",
                  tenant,
                  level,
                  first / WIDTH)
              .orElse(new byte[0]);
      int from = (int) (first % WIDTH) * Leaf.HASH;
      int to = from + count * Leaf.HASH;
      if (to <= tile.length) {
        return Arrays.copyOfRange(tile, from, to);
      }
      if (level == 0) {
        return leaves(first, count);
      }
    } catch (SQLException e) {
      throw new StoreException("the ledger's tree cannot be read", e);
    }
    throw new StoreException("the ledger's tree lacks a tile");
  }

  private byte[] leaves(long first, int count) throws SQLException {
    MessageDigest digest = Leaf.digest();
    byte[] hashes = new byte[count * Leaf.HASH];
    int at = 0;
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT leaf FROM record WHERE id >= ? AND id < ? ORDER BY id")) {
      query.setLong(1, TenantNumbers.key(tenant, first));
      query.setLong(2, TenantNumbers.key(tenant, first + count));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          byte[] leaf = row.getBytes(1);
          Leaf.hash(digest, leaf, 0, leaf.length, hashes, at);
          at += Leaf.HASH;
        }
      }
    }
    if (at < hashes.length) {
      throw new StoreException("the ledger lacks a record");
    }
    return hashes;
  }
}
