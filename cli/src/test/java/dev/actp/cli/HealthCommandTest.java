package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthCommandTest {
  @TempDir Path folder;

  @Test
  void aServerThatRunsIsReadyByItsPortAndByItsAddress() {
    Shell shell = new Shell(folder);
    AtomicReference<Shell.Ran> byPort = new AtomicReference<>();
    AtomicReference<Shell.Ran> byAddress = new AtomicReference<>();
    AtomicInteger port = new AtomicInteger();

    shell
        .during(
            server -> {
              port.set(server.port());
              byPort.set(at(shell, server.port()).actp("health"));
              byAddress.set(shell.actp("health", server.address() + "/"));
            })
        .actp("serve", "--port", "0");

    assertThat(byPort).hasValue(new Shell.Ran(0, "ready\n", ""));
    assertThat(byAddress).hasValue(new Shell.Ran(0, "ready\n", ""));
    Shell.Ran after = at(shell, port.get()).actp("health");
    assertThat(after.exit()).isEqualTo(1);
    assertThat(after.err()).startsWith("not ready: the server at http://127.0.0.1:");
  }

  private static Shell at(Shell shell, int port) {
    return shell.with(Map.of("ACTP_PORT", Integer.toString(port)));
  }

  @Test
  void aServerThatDeniesEverythingIsNotReady() throws IOException {
    byte[] body = "{\"status\": \"sealed\"}".getBytes(StandardCharsets.UTF_8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(503, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      Shell.Ran ran = at(new Shell(folder), server.getAddress().getPort()).actp("health");

      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err()).startsWith("not ready: ").contains("503", "\"sealed\"");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void whatIsNoServerIsUnusable() {
    assertThat(new Shell(folder).actp("health", "nowhere").exit()).isEqualTo(2);
    assertThat(new Shell(folder).with(Map.of("ACTP_PORT", "x")).actp("health").exit()).isEqualTo(2);
  }
}
