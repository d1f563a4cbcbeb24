package dev.actp.server.export;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a target has come with a tenant's records.
 *
 * @param next the index of the next record to send
 * @param behind how many records it does not have yet
 * @param rejected how many records the collector has read and did not want, since the start
 * @param failing why it takes nothing, or null where it does
 * @param since since when, or null
 * @param retry when it is tried again, or null
 */
public record ExportStatus(
    String target,
    long next,
    long behind,
    long rejected,
    @Nullable String failing,
    @Nullable Instant since,
    @Nullable Instant retry) {}
