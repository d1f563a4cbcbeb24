package dev.actp.runtime.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** A connection that only reads, for one caller at a time. */
final class Reader implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Connection connection;
  private final Handle handle;

  Reader(Connection connection) {
    this.connection = connection;
    this.handle = Jdbi.open(connection);
  }

  /** What is done with it. */
  interface Query<T> {
    T run(Handle handle, Connection connection) throws SQLException;
  }

  <T> T read(Query<T> query) {
    lock.lock();
    try {
      return query.run(handle, connection);
    } catch (SQLException | JdbiException e) {
      throw new StoreException("the store cannot be read", e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try (connection) {
      handle.close();
    } catch (SQLException e) {
      throw new StoreException("the store could not be closed", e);
    } finally {
      lock.unlock();
    }
  }
}
