package dev.updraft.sync.bucket;

import java.nio.file.Path;

/**
 * A file of the folder.
 *
 * @param path below the folder, with forward slashes
 * @param file where it is
 * @param sizeBytes how many bytes
 * @param digests of its bytes
 */
public record LocalFile(String path, Path file, long sizeBytes, Digests digests) {}
