package dev.actp.runtime.service;

/**
 * Is told how long what the writer does takes, by the monotonic clock. Called on the writer's own
 * thread, between two decisions: it has to be quick, and must not throw.
 */
public interface WriterWatch {
  /** Nobody is told. */
  WriterWatch NOBODY =
      new WriterWatch() {
        @Override
        public void waited(long nanos) {}

        @Override
        public void decided(long nanos) {}

        @Override
        public void committed(long nanos) {}

        @Override
        public void suspended() {}
      };

  /** A request came to its turn after so long. */
  void waited(long nanos);

  /** One was decided, or found to lack results of functions, in so long. */
  void decided(long nanos);

  /** A batch was put on disk in so long. */
  void committed(long nanos);

  /** A breaker suspended an agent. */
  void suspended();
}
