package dev.actp.server;

import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.runtime.ledger.Checkpoint;
import dev.actp.runtime.ledger.SignedNote;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.Actor;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Done;
import dev.actp.runtime.store.StoreException;
import dev.actp.runtime.token.TokenKey;
import dev.actp.server.ledger.AnchorCheck;
import dev.actp.server.ledger.AnchorText;
import dev.actp.server.ledger.Checkpointer;
import dev.actp.server.ledger.KeptAnchor;
import dev.actp.server.ledger.LedgerKeys;
import dev.actp.server.policy.PolicyBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ledgers in the data folder of a server that does not run: going on with one that is behind
 * its anchors, and other keys for checkpoints. Both are on record as the operator's.
 */
public final class LedgerDesk implements AutoCloseable {
  private static final Actor OPERATOR = new Actor(Actor.Kind.OPERATOR, "command line");

  private final LedgerKeys keys;
  private final PolicyBuilder builder;
  private final DecisionService service;
  private final List<KeptAnchor> anchors;

  private LedgerDesk(
      LedgerKeys keys, PolicyBuilder builder, DecisionService service, List<KeptAnchor> anchors) {
    this.keys = keys;
    this.builder = builder;
    this.service = service;
    this.anchors = anchors;
  }

  /** Whether it could be opened. */
  public sealed interface Opening {}

  /** It could. */
  public record Opened(LedgerDesk desk) implements Opening {}

  /**
   * It could not, or what was asked of it could not be done.
   *
   * @param why one line for people
   */
  public record Refused(String why) implements Opening, Recovery, Rotation {}

  /** What going on comes to. */
  public sealed interface Recovery {}

  /** The ledgers and the anchors agree. */
  public record Recovered() implements Recovery {}

  /** What new keys come to. */
  public sealed interface Rotation {}

  /** The keys that sign from now on, one for each ledger, as verifiers write them. */
  public record Rotated(List<String> keys) implements Rotation {
    public Rotated {
      keys = List.copyOf(keys);
    }
  }

  /** Opens the folder, which no server may be using. */
  public static Opening open(Path data, List<String> places) {
    if (!Files.isDirectory(data) || !Files.exists(data.resolve(Starter.API_KEYS_SECRET))) {
      return new Refused("no server was ever started on the data folder `" + data + "`");
    }
    AnchorText.Read anchors = new AnchorText(data, InstantSource.system()).read(places);
    if (!anchors.problems().isEmpty()) {
      return new Refused(anchors.problems().getFirst());
    }
    PolicyBuilder builder = new PolicyBuilder(new RuleCompiler()::compile);
    try {
      LedgerKeys keys = new LedgerKeys(data, InstantSource.system());
      DecisionService service = KeyDesk.service(KeyDesk.store(data), builder);
      return new Opened(new LedgerDesk(keys, builder, service, anchors.kept()));
    } catch (StoreException e) {
      builder.close();
      return new Refused("the data folder `" + data + "` cannot be used: " + e.getMessage());
    }
  }

  /**
   * What an anchor knows of that the ledgers do not contain, in a line for people.
   *
   * @throws IOException if an anchor cannot be read
   */
  public Optional<String> behind() throws IOException {
    return found().map(AnchorCheck.Behind::why);
  }

  /**
   * Why there is no going on: an anchor knows of a ledger that the folder does not have.
   *
   * @throws IOException if an anchor cannot be read
   */
  public Optional<Refused> missing() throws IOException {
    return found().filter(one -> one.tenant().isEmpty()).map(one -> new Refused(one.why()));
  }

  private Optional<AnchorCheck.Behind> found() throws IOException {
    return AnchorCheck.behind(anchors, service.queries().tenants(), service.trees());
  }

  /**
   * Goes on with every ledger that is behind an anchor: puts it on record, and lets the anchors
   * that are read have a checkpoint of what there is now.
   *
   * @throws IOException if an anchor cannot be read or written
   */
  public Recovery recover() throws IOException {
    for (Optional<AnchorCheck.Behind> one = found(); one.isPresent(); one = found()) {
      AnchorCheck.Behind behind = one.get();
      if (behind.tenant().isEmpty()) {
        return new Refused(behind.why());
      }
      Act act = new Act.RecoverLedger(behind.checkpoint(), behind.size());
      Optional<Refused> refused = perform(behind.tenant(), act);
      if (refused.isPresent()) {
        return refused.get();
      }
      SignedNote note = checkpoint(behind.tenant());
      Checkpoint checkpoint = Checkpoint.parse(note.text()).orElseThrow();
      for (KeptAnchor anchor : anchors) {
        anchor.write(note, checkpoint);
      }
    }
    return new Recovered();
  }

  /** Signs the ledger as it is now. */
  private SignedNote checkpoint(String tenant) throws IOException {
    keys.load(service.queries().tenants());
    try (var checkpointer = new Checkpointer(service, keys, List.of(), InstantSource.system())) {
      return checkpointer
          .now(tenant)
          .orElseThrow(() -> new IOException("the checkpoint could not be kept"));
    }
  }

  /**
   * Gives each ledger another key. The one before signs what there is so far, and verifies that
   * from then on.
   *
   * @throws IOException if the keys cannot be read or written
   */
  public Rotation rotate() throws IOException {
    List<String> made = new ArrayList<>();
    for (Tenant tenant : service.queries().tenants()) {
      checkpoint(tenant.id());
      TokenKey before = keys.verifying(tenant.id()).getFirst();
      TokenKey next = keys.prepare(tenant.id());
      String key = LedgerKeys.verifier(tenant.id(), next).toString();
      Act act = new Act.RotateLedgerKey(LedgerKeys.verifier(tenant.id(), before).toString(), key);
      Optional<Refused> refused = perform(tenant.id(), act);
      if (refused.isPresent()) {
        return refused.get();
      }
      keys.activate(tenant.id(), next);
      made.add(key);
    }
    return new Rotated(made);
  }

  private Optional<Refused> perform(String tenant, Act act) {
    return switch (service.perform(tenant, OPERATOR, act).toCompletableFuture().join()) {
      case Done.Committed done -> Optional.empty();
      case Done.Refused refused -> Optional.of(new Refused(refused.message()));
    };
  }

  @Override
  public void close() {
    service.close();
    builder.close();
  }
}
