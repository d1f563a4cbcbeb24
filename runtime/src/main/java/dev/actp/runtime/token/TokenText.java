package dev.actp.runtime.token;

import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.json.Members;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a token says, without a look at who signed it: for holders, who have no keys of the server
 * and want to know what they hold.
 */
public final class TokenText {
  private TokenText() {}

  /** What reading one gives. */
  public sealed interface Reading {}

  /**
   * A token or a chain.
   *
   * @param token what it would be if all its signatures were right
   */
  public record Said(VerifiedToken token) implements Reading {}

  /**
   * Something else.
   *
   * @param why one line
   */
  public record Unreadable(String why) implements Reading {}

  /** Reads a token or a chain. */
  public static Reading read(String text) {
    String rootText = ChainText.root(text);
    var body = CompactForm.of(rootText).flatMap(form -> TokenJson.object(form.claims()));
    if (body.isEmpty()) {
      return new Unreadable("it is no signed token; a reference (`act_…`) only the server reads");
    }
    Members members = Members.of(body.get());
    Claims claims = ClaimsReader.read(members);
    var misfit = members.first();
    if (misfit.isPresent()) {
      return new Unreadable("its claim " + misfit.get().pointer() + ": " + misfit.get().why());
    }
    VerifiedToken root = claims.token();
    if (!ChainText.isChain(text)) {
      return new Said(root);
    }
    ChainText.Reading reading = ChainText.read(text);
    ChainText chain = reading.chain();
    return chain == null ? new Unreadable(reading.why()) : new Said(below(root, chain.links()));
  }

  /** The token with links that holders signed below it. */
  static VerifiedToken below(VerifiedToken root, List<OfflineLink> handed) {
    List<VerifiedToken.Link> links = new ArrayList<>(root.links());
    @Nullable String key = null;
    for (OfflineLink link : handed) {
      links.add(link.below(root));
      key = link.holder();
    }
    return key == null
        ? root
        : new VerifiedToken(
            root.tenant(),
            root.session(),
            root.values(),
            links,
            new VerifiedToken.Holder(key, handed.size()));
  }
}
