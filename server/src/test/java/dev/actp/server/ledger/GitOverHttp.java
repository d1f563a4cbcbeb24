package dev.actp.server.ledger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/** A repository behind Git's smart HTTP protocol, on a port of the loopback interface. */
final class GitOverHttp implements AutoCloseable {
  private final Repository repository;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  /** Answers 401 to everybody where {@code closed}. */
  GitOverHttp(Repository repository, boolean closed) {
    this.repository = repository;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          if (closed) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"anchors\"");
            exchange.sendResponseHeaders(401, -1);
          } else {
            answer(exchange);
          }
          exchange.close();
        });
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/anchors.git";
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.endsWith("/info/refs")) {
      advertise(exchange, exchange.getRequestURI().getQuery().substring("service=".length()));
      return;
    }
    String service = path.substring(path.lastIndexOf('/') + 1);
    exchange.getResponseHeaders().set("Content-Type", "application/x-" + service + "-result");
    exchange.sendResponseHeaders(200, 0);
    boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream raw = exchange.getRequestBody();
        InputStream in = packed ? new GZIPInputStream(raw) : raw;
        OutputStream out = exchange.getResponseBody()) {
      if (service.equals("git-receive-pack")) {
        ReceivePack pack = new ReceivePack(repository);
        pack.setBiDirectionalPipe(false);
        pack.receive(in, out, null);
      } else {
        UploadPack pack = new UploadPack(repository);
        pack.setBiDirectionalPipe(false);
        pack.upload(in, out, null);
      }
    }
  }

  private void advertise(HttpExchange exchange, String service) throws IOException {
    exchange
        .getResponseHeaders()
        .set("Content-Type", "application/x-" + service + "-advertisement");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      PacketLineOut lines = new PacketLineOut(out);
      lines.writeString("# service=" + service + "\n");
      lines.end();
      PacketLineOutRefAdvertiser refs = new PacketLineOutRefAdvertiser(lines);
      if (service.equals("git-receive-pack")) {
        new ReceivePack(repository).sendAdvertisedRefs(refs);
      } else {
        UploadPack pack = new UploadPack(repository);
        pack.setBiDirectionalPipe(false);
        pack.sendAdvertisedRefs(refs);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
