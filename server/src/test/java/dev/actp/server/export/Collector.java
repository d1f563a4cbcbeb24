package dev.actp.server.export;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** Collectors on this machine that do with each batch what a test says. */
final class Collector {
  private Collector() {}

  /** What a collector does with a batch. */
  enum Mood {
    /** Reads it and says so. */
    TAKES,
    /** Reads it, keeps it, and goes away without a word. */
    TAKES_AND_DIES,
    /** Goes away in the middle of it. */
    DIES,
    /** Reads it and refuses it. */
    REFUSES
  }

  /** One that is posted to. */
  static final class Posted implements AutoCloseable {
    final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    final List<String> headers = Collections.synchronizedList(new ArrayList<>());
    private final HttpServer server;
    private final Supplier<Mood> mood;
    private final String answer;

    Posted(Supplier<Mood> mood, String answer) throws IOException {
      this.mood = mood;
      this.answer = answer;
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::handle);
      server.start();
    }

    String address() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      headers.add(
          exchange.getRequestURI()
              + " "
              + exchange.getRequestHeaders().getFirst("Content-Type")
              + " "
              + exchange.getRequestHeaders().getFirst("Authorization"));
      switch (mood.get()) {
        case TAKES -> {
          bodies.add(body);
          byte[] said = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, said.length);
          exchange.getResponseBody().write(said);
        }
        case TAKES_AND_DIES -> bodies.add(body);
        case DIES -> {}
        case REFUSES -> exchange.sendResponseHeaders(503, -1);
      }
      exchange.close();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  /** One that is connected to. */
  static final class Connected implements AutoCloseable {
    final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    private final ServerSocket server;
    private final Supplier<Mood> mood;

    Connected(Supplier<Mood> mood) throws IOException {
      this.mood = mood;
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      Thread.ofPlatform().daemon().start(this::serve);
    }

    int port() {
      return server.getLocalPort();
    }

    private void serve() {
      while (!server.isClosed()) {
        try (Socket socket = server.accept()) {
          handle(socket);
        } catch (IOException gone) {
          // the other side, or the test is over
        }
      }
    }

    private void handle(Socket socket) throws IOException {
      InputStream in = socket.getInputStream();
      switch (mood.get()) {
        case TAKES -> bodies.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        case TAKES_AND_DIES -> {
          bodies.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
          reset(socket);
        }
        case DIES, REFUSES -> {
          ByteArrayOutputStream some = new ByteArrayOutputStream();
          some.write(in.read());
          reset(socket);
        }
      }
    }

    private static void reset(Socket socket) throws IOException {
      socket.setSoLinger(true, 0);
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
