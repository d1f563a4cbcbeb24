package dev.actp.server.http;

import dev.actp.runtime.ledger.Checkpoint;
import dev.actp.runtime.ledger.SignedNote;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.store.LedgerTrees;
import dev.actp.runtime.token.TokenKey;
import dev.actp.server.ledger.Checkpointer;
import dev.actp.server.ledger.LedgerKeys;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What auditors hold a ledger to: signed heads of its tree, proofs, and the key to these heads. */
final class LedgerEndpoints {
  private final LedgerTrees trees;
  private final LedgerKeys keys;
  private final Checkpointer checkpointer;

  LedgerEndpoints(LedgerTrees trees, LedgerKeys keys, Checkpointer checkpointer) {
    this.trees = trees;
    this.keys = keys;
    this.checkpointer = checkpointer;
  }

  List<Route> routes() {
    return List.of(
        route(Route.Method.GET, "checkpoint", Set.of(), this::newest),
        route(Route.Method.POST, "checkpoint", Set.of(), this::make),
        route(Route.Method.GET, "key", Set.of(), this::keys),
        route(
            Route.Method.GET,
            "proof/inclusion",
            Set.of("index", "leaf_hash", "size"),
            this::inclusion),
        route(Route.Method.GET, "proof/consistency", Set.of("from", "to"), this::consistency));
  }

  private static Route route(
      Route.Method method, String path, Set<String> query, Endpoint endpoint) {
    return new Route(
        method,
        List.of("/v1/ledger/" + path),
        Set.of(Role.AUDITOR, Role.ADMIN),
        query,
        Route.Body.NONE,
        endpoint);
  }

  private Reply newest(Call call) {
    return checkpointer
        .latest(call.tenant())
        .map(found -> checkpoint(call, found))
        .orElseGet(LedgerEndpoints::none);
  }

  private Reply make(Call call) {
    return checkpointer
        .now(call.tenant())
        .map(found -> checkpoint(call, found))
        .orElseGet(LedgerEndpoints::none);
  }

  private static Reply none() {
    return Problem.of(ProblemCode.NOT_FOUND, "there is no checkpoint yet").reply();
  }

  private static Reply checkpoint(Call call, SignedNote found) {
    String note = found.toString();
    if (call.accept().orElse("").contains("text/plain")) {
      return new Reply(200, "text/plain; charset=utf-8", Buffer.buffer(note));
    }
    Checkpoint checkpoint =
        Checkpoint.parse(found.text())
            .orElseThrow(() -> new IllegalStateException("what is kept is no checkpoint"));
    return Reply.ok(
        out ->
            out.text("origin", checkpoint.origin())
                .number("size", checkpoint.size())
                .text("root_hash", hex(checkpoint.root()))
                .text("checkpoint", note));
  }

  private Reply keys(Call call) {
    String origin = Checkpoint.origin(call.tenant());
    List<TokenKey> all = keys.verifying(call.tenant());
    return Reply.ok(
        out ->
            out.text("origin", origin)
                .each(
                    "keys",
                    all,
                    (one, key) ->
                        one.text("key", LedgerKeys.verifier(call.tenant(), key).toString())
                            .text("state", Words.of(key.state()))));
  }

  private Reply inclusion(Call call) {
    List<Problem> wrong = new ArrayList<>();
    long most = trees.size(call.tenant());
    long size = number(call, "size", 1, most, covered(call, most), wrong);
    long index = wrong.isEmpty() ? index(call, size, wrong) : 0;
    if (!wrong.isEmpty()) {
      return wrong.getFirst().reply();
    }
    return trees.read(
        call.tenant(),
        tree -> {
          String leaf = hex(tree.leaf(index));
          if (!call.query("leaf_hash").orElse(leaf).equals(leaf)) {
            String detail = "record " + index + " has another hash than `leaf_hash`";
            return Problem.of(ProblemCode.NOT_FOUND, detail).reply();
          }
          List<byte[]> path = tree.inclusion(index, size);
          byte[] root = tree.root(size);
          return Reply.ok(
              out ->
                  out.number("index", index)
                      .text("leaf_hash", leaf)
                      .number("size", size)
                      .text("root_hash", hex(root))
                      .texts("path", hexes(path)));
        });
  }

  private long index(Call call, long size, List<Problem> wrong) {
    Optional<String> hash = call.query("leaf_hash");
    if (hash.isPresent() && !hash.get().matches("[0-9a-f]{64}")) {
      String detail = "`leaf_hash` is 64 hex digits, as a receipt has them";
      wrong.add(Problem.of(ProblemCode.INVALID_QUERY, detail));
      return 0;
    }
    if (hash.isEmpty() || call.query("index").isPresent()) {
      return number(call, "index", 0, size - 1, null, wrong);
    }
    OptionalLong found = trees.find(call.tenant(), HexFormat.of().parseHex(hash.get()));
    if (found.isEmpty() || found.getAsLong() >= size) {
      String detail = "no recent record that `size` covers has that hash; give its `index`, too";
      wrong.add(Problem.of(ProblemCode.NOT_FOUND, detail));
    }
    return found.orElse(0);
  }

  private Reply consistency(Call call) {
    List<Problem> wrong = new ArrayList<>();
    long most = trees.size(call.tenant());
    long to = number(call, "to", 1, most, covered(call, most), wrong);
    long from = number(call, "from", 1, to, null, wrong);
    if (!wrong.isEmpty()) {
      return wrong.getFirst().reply();
    }
    return trees.read(
        call.tenant(),
        tree -> {
          List<byte[]> path = tree.consistency(from, to);
          byte[] before = tree.root(from);
          byte[] after = tree.root(to);
          return Reply.ok(
              out ->
                  out.number("from", from)
                      .text("from_root_hash", hex(before))
                      .number("to", to)
                      .text("to_root_hash", hex(after))
                      .texts("path", hexes(path)));
        });
  }

  /** The size of the newest checkpoint: what proofs are of where nothing else is asked for. */
  private long covered(Call call, long most) {
    return checkpointer
        .latest(call.tenant())
        .flatMap(note -> Checkpoint.parse(note.text()))
        .map(Checkpoint::size)
        .orElse(most);
  }

  private static long number(
      Call call,
      String name,
      long least,
      long most,
      @Nullable Long otherwise,
      List<Problem> wrong) {
    String text = call.query(name).orElse(otherwise == null ? "" : otherwise.toString());
    boolean number = text.matches("0|[1-9][0-9]{0,17}");
    if (!number || Long.parseLong(text) < least || Long.parseLong(text) > most) {
      String detail = "`" + name + "` is a number from " + least + " to " + most;
      wrong.add(Problem.of(ProblemCode.INVALID_QUERY, detail));
      return least;
    }
    return Long.parseLong(text);
  }

  private static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }

  private static List<String> hexes(List<byte[]> path) {
    return path.stream().map(LedgerEndpoints::hex).toList();
  }
}
