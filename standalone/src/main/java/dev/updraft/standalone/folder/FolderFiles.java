package dev.updraft.standalone.folder;

import dev.updraft.core.port.Blobs;
import dev.updraft.core.port.Bytes;
import dev.updraft.core.port.Page;
import dev.updraft.core.port.StoreException;
import dev.updraft.parser.folder.DagFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The DAG bucket, but for what reading a DAG file looks at: that is read in the folder, since in
 * the bucket each look would be a request. Nothing outside the folder is read, whatever a DAG file
 * names; only a DAG file itself may be a link that leads out of it.
 */
public final class FolderFiles implements Blobs {
  private final Path root;
  private final Blobs bucket;

  /** Of this folder, whose copy is in this bucket. */
  public FolderFiles(Path root, Blobs bucket) {
    this.root = root.toAbsolutePath().normalize();
    this.bucket = bucket;
  }

  @Override
  public @Nullable Part first(String key, int bytesMax) {
    try {
      var file = root.resolve(key).normalize();
      if (!file.startsWith(root) || !Files.isRegularFile(file) || !isInside(key, file)) {
        return null;
      }
      try (var in = Files.newInputStream(file)) {
        var bytes = Bytes.of(in.readNBytes(bytesMax));
        return new Part(bytes, Math.max(bytes.size(), Files.size(file)));
      }
    } catch (InvalidPathException e) {
      return null;
    } catch (IOException e) {
      throw new StoreException(key + " cannot be read: " + FolderLook.words(e), e);
    }
  }

  private boolean isInside(String key, Path file) throws IOException {
    return DagFolder.isDagFile(key)
        || DagFolder.isDefaults(key)
        || file.toRealPath().startsWith(root.toRealPath());
  }

  @Override
  public byte @Nullable [] get(String key) {
    return bucket.get(key);
  }

  @Override
  public void put(String key, byte[] bytes) {
    bucket.put(key, bytes);
  }

  @Override
  public Page<Entry> list(String prefix, @Nullable String from, int limit) {
    return bucket.list(prefix, from, limit);
  }

  @Override
  public void delete(String key) {
    bucket.delete(key);
  }
}
