package dev.actp.server.http;

import dev.actp.runtime.registry.Notice;
import dev.actp.runtime.service.DecisionService;
import dev.actp.server.webhook.Courier;
import java.time.Instant;

/**
 * What webhooks are sent: a type, when it happened, and what it is about: of an approval what a
 * person sees of it. No credential is among it.
 */
public final class NoticeBodies implements Courier.Bodies {
  private final ApprovalView view;

  public NoticeBodies(DecisionService service) {
    this.view = new ApprovalView(new Directory(service.queries()), service::policies);
  }

  @Override
  public byte[] body(String tenant, Notice notice) {
    return Out.object(
            out ->
                out.text("type", notice.kind().id())
                    .time("timestamp", notice.at())
                    .object("data", data -> data(data, tenant, notice)))
        .getBytes();
  }

  private void data(Out data, String tenant, Notice notice) {
    if (notice.approval() != null) {
      view.write(data, tenant, notice.approval(), notice.at());
    }
    Instant until = notice.until();
    data.text("agent", notice.agent());
    if (until != null) {
      boolean byPerson = until.equals(Instant.MAX);
      data.time("until", byPerson ? null : until).flag("until_resumed", byPerson);
    }
  }
}
