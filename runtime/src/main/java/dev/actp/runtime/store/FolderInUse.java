package dev.actp.runtime.store;

import java.nio.file.Path;

/** A data folder that another process works on. */
public final class FolderInUse extends StoreException {
  private static final long serialVersionUID = 1;

  FolderInUse(Path folder) {
    super("the data folder `" + folder + "` is in use by another server");
  }
}
