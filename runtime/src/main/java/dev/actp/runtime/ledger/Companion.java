package dev.actp.runtime.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Lines of an export that go with records and are none: no tree covers them, and no record begins
 * so. What they say is held against the records: values against seals, policies against digests.
 */
public enum Companion {
  /** What is kept beside the record of the line before it. */
  BESIDE("{\"beside\":"),
  /** A version of a policy, with its sources; before all records. */
  POLICY("{\"policy\":");

  private final String head;

  Companion(String head) {
    this.head = head;
  }

  /** Whether a line is a companion of any kind. */
  public static boolean isOne(byte[] line) {
    return BESIDE.is(line) || POLICY.is(line);
  }

  /** Whether a line is of this kind. */
  public boolean is(byte[] line) {
    if (line.length <= head.length() || line[line.length - 1] != '}') {
      return false;
    }
    for (int i = 0; i < head.length(); i++) {
      if (line[i] != head.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The line that holds a JSON object, without a line feed. */
  public byte[] line(byte[] object) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(head.length() + object.length + 1);
    line.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    line.writeBytes(object);
    line.write('}');
    return line.toByteArray();
  }

  /** The object that a line of this kind holds. */
  public byte[] object(byte[] line) {
    return Arrays.copyOfRange(line, head.length(), line.length - 1);
  }
}
