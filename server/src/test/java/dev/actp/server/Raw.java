package dev.actp.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A connection on which a test writes bytes as it likes, and reads until the server closes it. */
record Raw(Socket socket) implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  static Raw to(ActpServer server) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new Raw(socket);
  }

  /** Everything that a server answers to some bytes, up to the end of the connection. */
  static String answer(ActpServer server, String request) throws IOException {
    try (Raw raw = to(server)) {
      return raw.send(request).rest();
    }
  }

  /** With {@code \n} for the line ends of HTTP. */
  Raw send(String lines) throws IOException {
    String text = lines.replace("\r\n", "\n").replace("\n", "\r\n");
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** What comes until the server closes the connection. */
  String rest() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** What comes up to some text. */
  String until(String text) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder read = new StringBuilder();
    while (read.indexOf(text) < 0) {
      int next = in.read();
      if (next < 0) {
        return read.toString();
      }
      read.append((char) next);
    }
    return read.toString();
  }

  /** Whether the server has closed the connection, looked at while sending it something. */
  boolean closedWhileSending(String some) throws IOException {
    try {
      socket.getOutputStream().write(some.getBytes(StandardCharsets.ISO_8859_1));
      socket.setSoTimeout(20);
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException open) {
      return false;
    } catch (SocketException closed) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
