package dev.actp.runtime.state;

import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.VerifiedToken.Link;
import dev.actp.runtime.registry.Approval;
import java.util.List;

/** The approval that a request asks for. */
final class Asking {
  private Asking() {}

  /**
   * A new approval; its id is that of the asking record, and its place among those that the record
   * asks for.
   */
  static Approval approval(Use use, Effect.OpenApproval open, int place) {
    List<Link> links = use.token().links();
    return new Approval(
        "apr_" + use.number() + (place == 0 ? "" : "-" + place),
        open.key(),
        links.stream().map(Link::agent).toList(),
        links.stream().map(Link::jti).toList(),
        use.request().action(),
        use.request().resource(),
        use.request().attributes(),
        open.quorum(),
        open.group(),
        use.at(),
        open.expires(),
        Settling.until(use.at(), open.expires()),
        Approval.State.PENDING,
        List.of());
  }
}
