package dev.updraft.parser.definition;

import dev.updraft.parser.OtherFiles;
import dev.updraft.parser.ParseSettings;
import java.time.Instant;

/**
 * What reading a DAG depends on beside its file.
 *
 * @param file the file's path, for positions
 * @param settings what a file leaves unsaid
 * @param now the instant that relative dates count from
 * @param files gives the text of another file that is named; null if it is not there
 */
public record Context(String file, ParseSettings settings, Instant now, OtherFiles files) {}
