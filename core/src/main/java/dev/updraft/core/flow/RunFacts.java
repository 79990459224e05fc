package dev.updraft.core.flow;

import dev.updraft.core.id.RunId;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.run.DagRunType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What never changes of a run.
 *
 * @param runId its id
 * @param type why it exists
 * @param version the version it runs
 * @param logicalDate the date it is for, null for a run that has none
 * @param dataIntervalStart the start of the data it covers, if it covers any
 * @param dataIntervalEnd the end of it, if it covers any
 * @param runAfter it does not start before this
 */
public record RunFacts(
    RunId runId,
    DagRunType type,
    VersionHash version,
    @Nullable Instant logicalDate,
    @Nullable Instant dataIntervalStart,
    @Nullable Instant dataIntervalEnd,
    Instant runAfter) {}
