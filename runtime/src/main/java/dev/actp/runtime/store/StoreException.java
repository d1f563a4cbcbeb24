package dev.actp.runtime.store;

/**
 * A store that failed: a full disk, an unreadable file, a lost connection. Nothing of the call was
 * done.
 */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  public StoreException(String message) {
    super(message);
  }
}
