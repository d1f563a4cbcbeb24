package dev.actp.server;

import dev.actp.runtime.value.IpNetwork;
import dev.actp.server.export.ExportTarget;
import dev.actp.server.ledger.AnchorText;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom and what outside a server tells of what happens.
 *
 * @param collectors who is sent every record
 * @param authorization what collectors over HTTP are shown as {@code Authorization}, or null
 * @param webhookNetworks networks that webhooks may be in though they are not public
 * @param anchors places that keep checkpoints of the ledger, as operators write them
 */
public record Outside(
    List<ExportTarget> collectors,
    @Nullable String authorization,
    List<IpNetwork> webhookNetworks,
    List<String> anchors) {
  /** Nobody but those who ask. */
  public static final Outside NOBODY = new Outside(List.of(), null, List.of(), List.of());

  /**
   * What is wrong with anchors, a line each.
   *
   * @param data the data folder, which no anchor may be in
   */
  public static List<String> problems(Path data, List<String> anchors) {
    return new AnchorText(data, InstantSource.system()).read(anchors).problems();
  }

  public Outside {
    collectors = List.copyOf(collectors);
    webhookNetworks = List.copyOf(webhookNetworks);
    anchors = List.copyOf(anchors);
  }

  /** The same with collectors of every record. */
  public Outside withCollectors(List<ExportTarget> others, @Nullable String shown) {
    return new Outside(others, shown, webhookNetworks, anchors);
  }

  /** The same with networks that webhooks may be in though they are not public. */
  public Outside withWebhookNetworks(List<IpNetwork> networks) {
    return new Outside(collectors, authorization, networks, anchors);
  }

  /** The same with anchors. */
  public Outside withAnchors(List<String> places) {
    return new Outside(collectors, authorization, webhookNetworks, places);
  }
}
