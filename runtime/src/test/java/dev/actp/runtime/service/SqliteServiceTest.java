package dev.actp.runtime.service;

import dev.actp.runtime.store.DataFolder;
import dev.actp.runtime.store.SqliteStore;
import dev.actp.runtime.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteServiceTest extends DecisionServiceContract {
  @TempDir Path folder;

  @Override
  Store store() {
    return SqliteStore.open(DataFolder.open(folder));
  }
}
