package dev.actp.server.export;

import dev.actp.runtime.export.ExportFormat;
import dev.actp.runtime.export.ShownRecord;
import dev.actp.runtime.export.Syslog;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Writes a batch to a connection of its own: syslog with octets counted (RFC 6587 3.4.1, RFC 5425
 * over TLS), anything else as lines. Such a stream has no acknowledgement, and what is written may
 * still be lost with the collector; so our side is closed first, and the batch counts once the
 * collector, which then has read all of it, closes too.
 */
record StreamDelivery(ExportTarget.Stream to, ExportFormat format, SSLSocketFactory tls)
    implements Delivery {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int CLOSE_MILLIS = 30_000;
  private static final int SAID_MAX = 64 * 1024;

  @Override
  public long deliver(List<ShownRecord> records) throws IOException {
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(to.host(), to.port()), CONNECT_MILLIS);
      plain.setSoTimeout(CLOSE_MILLIS);
      if (to.tls()) {
        try (SSLSocket secured = (SSLSocket) tls.createSocket(plain, to.host(), to.port(), true)) {
          SSLParameters parameters = secured.getSSLParameters();
          parameters.setEndpointIdentificationAlgorithm("HTTPS");
          secured.setSSLParameters(parameters);
          secured.startHandshake();
          hand(secured, records);
        }
      } else {
        hand(plain, records);
      }
    }
    return 0;
  }

  private void hand(Socket socket, List<ShownRecord> records) throws IOException {
    OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 64 * 1024);
    if (format == ExportFormat.SYSLOG) {
      for (ShownRecord record : records) {
        out.write(Syslog.counted(format.message(record)));
      }
    } else {
      out.write((format.head() + format.document(records)).getBytes(StandardCharsets.UTF_8));
    }
    out.flush();
    socket.shutdownOutput();
    try {
      untilClosed(socket.getInputStream());
    } catch (SocketTimeoutException e) {
      throw new IOException(
          "the collector read to the end and did not close the connection: what it does not"
              + " confirm is sent again",
          e);
    }
  }

  private static void untilClosed(InputStream in) throws IOException {
    for (int said = 0; in.read() >= 0; said++) {
      if (said == SAID_MAX) {
        throw new IOException("the collector says too much");
      }
    }
  }
}
