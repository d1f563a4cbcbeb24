package dev.actp.runtime.service;

import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.ledger.Checkpoint;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.registry.ErasureOrder;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.registry.Quotas;
import dev.actp.runtime.registry.Revocation;
import dev.actp.runtime.registry.Webhook;
import dev.actp.runtime.token.KeyState;
import dev.actp.runtime.value.Value;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What administration does to one tenant. Goes through the one writer, so that it has its place in
 * the order and the ledger.
 */
public sealed interface Act {

  /** Create the tenant itself, with its first key. */
  record CreateTenant(String name, ApiKey firstKey, Quotas quotas) implements Act {
    /** One without quotas. */
    public CreateTenant(String name, ApiKey firstKey) {
      this(name, firstKey, Quotas.NONE);
    }
  }

  /** From now on, let nobody do anything in the tenant's name. */
  record DisableTenant() implements Act {}

  /** Let the tenant go on. */
  record EnableTenant() implements Act {}

  /** Put the tenant under other quotas. */
  record SetQuotas(Quotas quotas) implements Act {}

  /** Add an API key. */
  record AddKey(ApiKey key) implements Act {}

  /** End an API key at once. */
  record RevokeKey(String key) implements Act {}

  /**
   * Use a key from an address that it does not count from: always refused, so that it is recorded
   * or counted as other refusals are.
   *
   * @param from null for an address that is not known
   */
  record UseKeyElsewhere(String key, Value.@Nullable Ip from) implements Act {}

  /**
   * Put on record that a key that signs tokens comes into a state. The key itself is kept outside
   * of the store, and whoever keeps it makes it so.
   */
  record ChangeTokenKey(String key, KeyState state) implements Act {}

  /** Register an agent, or change one. The creation time of a known one is kept. */
  record PutAgent(Agent agent) implements Act {}

  /**
   * Put a policy version in force. What is in force already (the same digest and sources) stays as
   * it is.
   *
   * @param id the policy's id
   * @param main the path of the file that declares it
   * @param files its source texts by path, imports included
   * @param compiled those sources, compiled
   */
  record ActivatePolicy(
      String id,
      String main,
      SortedMap<String, String> files,
      CompiledPolicy compiled,
      Coming coming)
      implements Act {
    /** One that somebody sent. */
    public ActivatePolicy(
        String id, String main, SortedMap<String, String> files, CompiledPolicy compiled) {
      this(id, main, files, compiled, Coming.SENT);
    }

    public ActivatePolicy {
      files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }
  }

  /**
   * Where a version comes from.
   *
   * @param ofFolder whether it ends when its file is gone from where it was read
   * @param revision what it was read from has as its own name for it, such as a commit; else empty
   * @param restored the number of the version whose text it has again; 0 where it is no rollback
   * @param since the number of the version that was compared with; 0 for none
   * @param changes what it changes about that version; forgotten where another one is in force by
   *     now; null where nobody knows
   */
  record Coming(
      boolean ofFolder, String revision, int restored, int since, Value.@Nullable Struct changes) {
    /** Somebody sent it. */
    public static final Coming SENT = new Coming(false, "", 0, 0, null);

    /** It was read from a folder or the like. */
    public static Coming read(String revision) {
      return new Coming(true, revision, 0, 0, null);
    }

    /** The same, as a rollback. */
    public Coming restoring(int number) {
      return new Coming(ofFolder, revision, number, since, changes);
    }

    /** The same, compared with another version. */
    public Coming changing(int from, Value.@Nullable Struct what) {
      return new Coming(ofFolder, revision, restored, from, what);
    }
  }

  /**
   * Put a policy out of force: tokens that name it are denied, until a version of it is activated
   * again. Not for guardrails.
   */
  record RetirePolicy(String id) implements Act {}

  /**
   * Put policies out of force and versions in force, all at once or none: no decision is made under
   * some of them. Each is recorded as if it were done by itself.
   *
   * @param retired ids of policies, none of them a guardrail
   * @param activated each of another policy
   */
  record SwapPolicies(List<String> retired, List<ActivatePolicy> activated) implements Act {
    public SwapPolicies {
      retired = List.copyOf(retired);
      activated = List.copyOf(activated);
    }
  }

  /** Make mail domains the tenant's own, instead of those before; 100 at most. */
  record SetMailDomains(SortedSet<String> domains) implements Act {
    public SetMailDomains {
      domains = Collections.unmodifiableSortedSet(new TreeSet<>(domains));
    }
  }

  /** Make known a token that is about to be handed out. */
  record RegisterToken(IssuedToken token) implements Act {}

  /**
   * Hand a token on: make known a child of it that is about to be handed out. Refused where the
   * child would be more than its parent, with the difference.
   *
   * @param parent the id of the token that is handed on
   * @param child whose last link is the child's own
   * @param wider what of the child is plainly wider, found by whoever compiled it; null for nothing
   */
  record DelegateToken(String parent, IssuedToken child, @Nullable String wider) implements Act {}

  /**
   * Let a token end later. Nothing else of it changes: it keeps its id, its session and what it was
   * used for, and whatever takes it back takes it back whole.
   */
  record RenewToken(IssuedToken token) implements Act {}

  /** Take something back. Once this has returned, no later decision allows by it. */
  record Revoke(Revocation what) implements Act {}

  /** Undo the revocation of a policy or of everything; a token stays revoked for ever. */
  record Reinstate(Revocation what) implements Act {}

  /** Lift an agent's suspension. */
  record Resume(String agent) implements Act {}

  /** Say yes or no to an approval; whether the person may is part of the act. */
  record Decide(String approval, String person, boolean yes, String comment) implements Act {}

  /** Take back an approval that waits, or that was given and not used. */
  record Cancel(String approval) implements Act {}

  /** Put a person into a group of approvers. */
  record AddMember(String group, String person) implements Act {}

  /** Take a person out of a group of approvers. */
  record RemoveMember(String group, String person) implements Act {}

  /** Register a webhook, or change one. */
  record PutWebhook(Webhook webhook) implements Act {}

  /** Forget a webhook, and what waits for it. */
  record RemoveWebhook(String webhook) implements Act {}

  /**
   * Sign checkpoints with another key from now on.
   *
   * @param before the key that signed until now, and {@code key} the new one, as verifiers write
   *     them
   */
  record RotateLedgerKey(String before, String key) implements Act {}

  /**
   * Go on with a ledger that lacks records which an anchor knows of.
   *
   * @param anchored the checkpoint that it does not contain, and {@code size} how many records it
   *     has instead
   */
  record RecoverLedger(Checkpoint anchored, long size) implements Act {}

  /** Take the wall clock as it is, after it jumped and everything was denied. */
  record ConfirmClock() implements Act {}

  /**
   * Put an erasure on record, and everything before it in line to be looked at. Refused where
   * {@link ErasureOrder#WAITING_MAX} wait.
   *
   * @param actor who asks, in whose name it is carried out
   */
  record BeginErasure(Actor actor, Selection selection) implements Act {}

  /**
   * Take away what is kept beside records, and what is left of approvals and tokens that are over.
   *
   * @param after how far the erasure has come with this
   * @param records indexes
   * @param approvals ids of approvals that are over
   * @param tokens ids of tokens that have expired
   */
  record Erase(ErasureOrder after, List<Long> records, List<String> approvals, List<String> tokens)
      implements Act {
    /** How many things one act erases at most. */
    public static final int MOST = 500;

    public Erase {
      records = List.copyOf(records);
      approvals = List.copyOf(approvals);
      tokens = List.copyOf(tokens);
    }

    int count() {
      return records.size() + approvals.size() + tokens.size();
    }
  }

  /**
   * Put on record that an erasure has gone through everything.
   *
   * @param live how many approvals and tokens of the subject still lived
   */
  record EndErasure(ErasureOrder order, long live) implements Act {}

  /**
   * Take away what is kept beside records for longer than the policies say: {@link Erase#MOST}
   * records at most. Nothing, and not recorded, where there is none.
   */
  record Prune() implements Act {}

  /**
   * Hand out records as a document.
   *
   * @param which what was asked for
   */
  record ExportRecords(String format, String which) implements Act {}

  /** Report how an allowed use went; see {@link Outcome}. */
  record Report(long index, Caller caller, Outcome outcome) implements Act {}

  /**
   * How an allowed use went. Accepted once, within 15 minutes, from the caller that got the allow.
   */
  enum Outcome {
    SUCCEEDED,
    FAILED,
    CANCELLED
  }
}
