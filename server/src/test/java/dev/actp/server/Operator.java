package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.registry.ApiKey;
import java.time.InstantSource;
import java.util.Set;

/** Whoever runs a server: with a key that was made in its folder while it stood still. */
record Operator(ApiKey key, String secret) {

  /** Makes the folder of a server that is about to start, and the key in it. */
  static Operator in(Config config) {
    InstantSource clock = InstantSource.fixed(TestServer.START);
    TestServer.running(new Starter(config, clock, () -> 0).start()).close();
    KeyDesk.Opening opening = KeyDesk.open(config.data(), null);
    assertThat(opening).isInstanceOf(KeyDesk.Opened.class);
    try (KeyDesk desk = ((KeyDesk.Opened) opening).desk()) {
      KeyDesk.Made made = desk.make("operator", Set.of(ApiKey.Role.OPERATOR), null);
      assertThat(made).isInstanceOf(KeyDesk.New.class);
      KeyDesk.New key = (KeyDesk.New) made;
      return new Operator(key.key(), key.secret());
    }
  }

  Client client(TestServer test) {
    return Client.of(test.server(), secret);
  }
}
