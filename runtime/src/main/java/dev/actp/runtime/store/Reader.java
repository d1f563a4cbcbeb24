package dev.actp.runtime.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;

/** A connection that only reads, for one caller at a time. */
final class Reader implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Connection connection;

  Reader(Connection connection) {
    this.connection = connection;
  }

  /** What is done with it. */
  interface Query<T> {
    T run(Connection connection) throws SQLException;
  }

  <T> T read(Query<T> query) {
    lock.lock();
    try {
      return query.run(connection);
    } catch (SQLException e) {
      throw new StoreException("the store cannot be read", e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      connection.close();
    } catch (SQLException e) {
      throw new StoreException("the store could not be closed", e);
    } finally {
      lock.unlock();
    }
  }
}
