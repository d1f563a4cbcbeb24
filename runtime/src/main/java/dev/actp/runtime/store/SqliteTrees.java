package dev.actp.runtime.store;

import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.ledger.MerkleTree;
import dev.actp.runtime.ledger.Tiles;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** The trees in a database, over a connection of their own. */
final class SqliteTrees implements LedgerTrees, AutoCloseable {
  private final Reader reader;
  private final TenantNumbers numbers;

  SqliteTrees(SqliteFile file, TenantNumbers numbers) {
    reader = new Reader(file.reader());
    this.numbers = numbers;
  }

  @Override
  public long size(String tenant) {
    return reader.read(connection -> size(connection, tenant));
  }

  private long size(Connection connection, String tenant) throws SQLException {
    return new RecordSearch(connection).size(numbers.of(connection, tenant));
  }

  @Override
  public <T> T read(String tenant, Function<MerkleTree, T> work) {
    return reader.read(connection -> work.apply(new MerkleTree(tiles(connection, tenant))));
  }

  private Tiles tiles(Connection connection, String tenant) throws SQLException {
    return new SqliteTiles(connection, numbers.of(connection, tenant));
  }

  @Override
  public OptionalLong find(String tenant, byte[] leafHash) {
    return reader.read(
        connection -> {
          Tiles tiles = tiles(connection, tenant);
          long end = size(connection, tenant);
          long last = Math.max(0, end - FINDABLE);
          while (end > last) {
            long first = (end - 1) / Tiles.WIDTH * Tiles.WIDTH;
            byte[] hashes = tiles.hashes(0, first, (int) (end - first));
            int place = place(hashes, leafHash);
            if (place >= 0) {
              return OptionalLong.of(first + place);
            }
            end = first;
          }
          return OptionalLong.empty();
        });
  }

  private static int place(byte[] hashes, byte[] hash) {
    for (int at = 0; at < hashes.length; at += Leaf.HASH) {
      if (Arrays.equals(hashes, at, at + Leaf.HASH, hash, 0, hash.length)) {
        return at / Leaf.HASH;
      }
    }
    return -1;
  }

  @Override
  public Optional<String> checkpoint(String tenant) {
    return reader.read(
        connection ->
            Sql.first(
                connection,
                Sql::text,
                "SELECT note FROM checkpoint WHERE tenant = ? ORDER BY size DESC LIMIT 1",
                numbers.of(connection, tenant)));
  }

  @Override
  public void close() {
    reader.close();
  }
}
