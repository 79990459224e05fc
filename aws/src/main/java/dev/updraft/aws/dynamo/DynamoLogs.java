package dev.updraft.aws.dynamo;

import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.port.Blobs;
import dev.updraft.core.port.LogStore;
import dev.updraft.core.port.StoreException;
import java.nio.charset.StandardCharsets;

/**
 * {@link LogStore} on DynamoDB: an item per chunk beside the run's, large chunks in S3. One S3 PUT
 * costs as much as eight write units, so a chunk up to a few KiB is cheaper in its item.
 */
public final class DynamoLogs implements LogStore {
  /** From this size on a chunk is in S3. */
  private static final int INLINE_BYTES_MAX = 4 * 1024;

  /** What is read at once. */
  private static final int READ_BYTES_MAX = 1_000_000;

  private static final int CHUNKS_MAX = 300;

  private final Table table;
  private final Blobs blobs;
  private final Retention.Expiry expiry;

  /** In this table, large chunks in the blobs. */
  public DynamoLogs(Table table, Blobs blobs, Retention.Expiry expiry) {
    this.table = table;
    this.blobs = blobs;
    this.expiry = expiry;
  }

  @Override
  public void append(AttemptKey key, int number, String lines) {
    var run = Keys.run(key.run());
    var sk = Keys.log(key, number);
    var bytes = lines.getBytes(StandardCharsets.UTF_8);
    var item = Item.of(run, sk).with("n", bytes.length).with(Item.EXPIRY, expiry.of());
    if (bytes.length <= INLINE_BYTES_MAX) {
      table.put(item.with("v", lines));
      return;
    }
    var blob = "logs/%s/%s.jsonl".formatted(Keys.digest(run), Keys.digest(sk));
    blobs.put(blob, bytes);
    table.put(item.with("vk", blob));
  }

  @Override
  public int next(AttemptKey key) {
    var items = table.query(Range.last(Keys.run(key.run()), Keys.logs(key))).items();
    return items.isEmpty() ? 0 : Keys.numberOfLog(items.getFirst().sk()) + 1;
  }

  @Override
  public Chunks read(AttemptKey key, int number) {
    var run = Keys.run(key.run());
    var after = number == 0 ? null : Keys.log(key, number - 1);
    var slice = table.query(Range.below(run, Keys.logs(key), after, CHUNKS_MAX));
    var lines = new StringBuilder();
    var size = 0L;
    var next = number;
    for (var item : slice.items()) {
      size += item.number("n");
      if (!lines.isEmpty() && size > READ_BYTES_MAX) {
        return new Chunks(lines.toString(), next, true);
      }
      lines.append(text(item));
      next = Keys.numberOfLog(item.sk()) + 1;
    }
    return new Chunks(lines.toString(), next, slice.last() != null);
  }

  private String text(Item item) {
    var blob = item.textOrNull("vk");
    if (blob == null) {
      return item.text("v");
    }
    var bytes = blobs.get(blob);
    if (bytes == null) {
      throw new StoreException(
          "the log chunk %s / %s is in %s, which is gone".formatted(item.pk(), item.sk(), blob));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
