package dev.actp.runtime.service;

import dev.actp.runtime.store.MemoryStore;
import dev.actp.runtime.store.Store;

class MemoryServiceTest extends DecisionServiceContract {
  @Override
  Store store() {
    return new MemoryStore();
  }
}
