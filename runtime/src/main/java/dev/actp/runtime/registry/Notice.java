package dev.actp.runtime.registry;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened and that others are told of.
 *
 * @param id one and the same however often it is told
 * @param approval as it then was, where it is about one
 * @param agent the agent that was suspended or resumed, or null
 * @param until when a suspension ends by itself, {@link Instant#MAX} where a person has to lift it;
 *     null where it is about none
 */
public record Notice(
    String id,
    Kind kind,
    Instant at,
    @Nullable Approval approval,
    @Nullable String agent,
    @Nullable Instant until) {
  private static final int ID_BYTES = 16;

  /** The id of what happened: the same for the same, and for nothing else. */
  public static String id(Kind kind, String what) {
    byte[] hash =
        Hashing.sha256().hashString(kind.id() + " " + what, StandardCharsets.UTF_8).asBytes();
    return "evt_" + HexFormat.of().formatHex(hash, 0, ID_BYTES);
  }

  /** The same without what people saw of an approval. */
  public Notice erased() {
    return new Notice(id, kind, at, approval == null ? null : approval.erased(), agent, until);
  }

  /** What can happen. */
  public enum Kind {
    APPROVAL_ASKED("approval.asked"),
    APPROVAL_APPROVED("approval.approved"),
    APPROVAL_REJECTED("approval.rejected"),
    APPROVAL_EXPIRED("approval.expired"),
    APPROVAL_CANCELLED("approval.cancelled"),
    APPROVAL_USED("approval.used"),
    AGENT_SUSPENDED("agent.suspended"),
    AGENT_RESUMED("agent.resumed"),
    /** Nothing: somebody wants to see whether notices arrive. */
    TEST("webhook.test");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /** The stable name. */
    public String id() {
      return id;
    }
  }
}
