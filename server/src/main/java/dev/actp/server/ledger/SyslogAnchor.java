package dev.actp.server.ledger;

import dev.actp.runtime.ledger.Checkpoint;
import dev.actp.runtime.ledger.SignedNote;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * A syslog collector (RFC 5424), over UDP (RFC 5426), where nobody can tell what arrives, or over
 * TCP with counted octets (RFC 6587 3.4.1). The message is the checkpoint's line of an export.
 */
record SyslogAnchor(boolean tcp, String host, int port, InstantSource clock) implements Anchor {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** Facility 13, log audit; severity 5, notice. */
  private static final int PRIORITY = 13 * 8 + 5;

  @Override
  public String name() {
    return "syslog:" + (tcp ? "tcp" : "udp") + "://" + host + ":" + port;
  }

  @Override
  public void write(SignedNote note, Checkpoint checkpoint) throws IOException {
    byte[] message = message(note).getBytes(StandardCharsets.UTF_8);
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IOException("the host `" + host + "` is not known");
    }
    if (tcp) {
      overTcp(message, address);
    } else {
      try (DatagramSocket socket = new DatagramSocket()) {
        socket.send(new DatagramPacket(message, message.length, address));
      }
    }
  }

  private static void overTcp(byte[] message, InetSocketAddress address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(address, Math.toIntExact(LONGEST.toMillis()));
      byte[] count = (message.length + " ").getBytes(StandardCharsets.US_ASCII);
      socket.getOutputStream().write(count);
      socket.getOutputStream().write(message);
      socket.getOutputStream().flush();
    }
  }

  private String message(SignedNote note) {
    String at = clock.instant().truncatedTo(ChronoUnit.MICROS).toString();
    return "<" + PRIORITY + ">1 " + at + " - actp - checkpoint - " + note.line();
  }
}
