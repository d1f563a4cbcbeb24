package dev.actp.runtime.store;

import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.state.VolatileRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction does to one tenant.
 *
 * @param rows what changed of the registry, in order
 * @param records new records, each following the one before it
 * @param journal the state's changes, or null where there are none
 * @param checkpoint everything that changed since the last checkpoint, which makes earlier journals
 *     and this batch's superfluous; null for none
 * @param head the last record, those of this batch included
 * @param now the latest instant of any decision or act
 */
@SuppressWarnings("ArrayRecordComponent") // bytes to be written, never compared
public record TenantBatch(
    String tenant,
    List<Row> rows,
    List<StoredRecord> records,
    byte @Nullable [] journal,
    @Nullable List<VolatileRow> checkpoint,
    Receipt head,
    Instant now) {}
