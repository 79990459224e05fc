package dev.updraft.aws.dynamo;

import dev.updraft.core.port.Blobs;
import dev.updraft.core.port.StoreException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Texts of definitions and sources: compressed in an item when small, else in S3 by content. */
final class Definitions {
  /** From this size on a compressed text is in S3. */
  private static final int INLINE_BYTES_MAX = 16 * 1024;

  /** No definition is larger than this once it is unpacked. */
  private static final int TEXT_BYTES_MAX = 64 * 1024 * 1024;

  private final Blobs blobs;

  Definitions(Blobs blobs) {
    this.blobs = blobs;
  }

  /** Adds the text to an item under this name. */
  void write(Item item, String name, String text) {
    var packed = packed(text);
    if (packed.length <= INLINE_BYTES_MAX) {
      item.with(name, packed);
      return;
    }
    var blob = "definitions/%s.gz".formatted(Keys.digest(packed));
    blobs.put(blob, packed);
    item.with(name + "k", blob);
  }

  /** The text an item has under this name; null if none. */
  @Nullable String read(Item item, String name) {
    var packed = item.bytesOrNull(name);
    if (packed != null) {
      return unpacked(packed);
    }
    var blob = item.textOrNull(name + "k");
    if (blob == null) {
      return null;
    }
    packed = blobs.get(blob);
    if (packed == null) {
      throw new StoreException(
          "%s / %s is in %s, which is gone".formatted(item.pk(), item.sk(), blob));
    }
    return unpacked(packed);
  }

  private static byte[] packed(String text) {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return packed.toByteArray();
  }

  private static String unpacked(byte[] packed) {
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return new String(gzip.readNBytes(TEXT_BYTES_MAX), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new StoreException("a stored definition is not what was written", e);
    }
  }
}
