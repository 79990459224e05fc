package dev.updraft.aws.dynamo;

import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.port.Blobs;
import dev.updraft.core.port.Page;
import dev.updraft.core.port.StoreException;
import dev.updraft.core.port.XComStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link XComStore} on DynamoDB: an item per value, beside the run's. A value too large for an item
 * is in S3 and its item says where.
 */
public final class DynamoXComs implements XComStore {
  /** From this size on a value is in S3; an item holds 400 KB at most. */
  private static final int INLINE_BYTES_MAX = 256 * 1024;

  /** Keys of one task instance that are listed; Airflow's tasks leave a handful. */
  private static final int KEYS_MAX = 1_000;

  /** Also holds where there is no item, and for one of a time when tries were not noted. */
  private static final String NO_NEWER_TRY = "attribute_not_exists(tr) OR tr <= :try";

  private final Table table;
  private final Blobs blobs;
  private final Retention.Expiry expiry;

  /** In this table, large values in the blobs. */
  public DynamoXComs(Table table, Blobs blobs, Retention.Expiry expiry) {
    this.table = table;
    this.blobs = blobs;
    this.expiry = expiry;
  }

  @Override
  public boolean put(AttemptKey by, String key, String json, Instant now) {
    var run = Keys.run(by.run());
    var sk = Keys.xcom(by.taskInstance(), key);
    var item =
        Item.of(run, sk).with("at", now).with("tr", by.tryNumber()).with(Item.EXPIRY, expiry.of());
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= INLINE_BYTES_MAX) {
      return table.putIf(item.with("v", json), NO_NEWER_TRY, by(by));
    }
    // A refused try must not have written over what a newer one's item points to.
    var blob = "xcoms/%s/%s-%d.json".formatted(Keys.digest(run), Keys.digest(sk), by.tryNumber());
    blobs.put(blob, bytes);
    return table.putIf(item.with("vk", blob), NO_NEWER_TRY, by(by));
  }

  private static Item by(AttemptKey by) {
    return Item.empty().with(":try", by.tryNumber());
  }

  @Override
  public @Nullable XCom get(TaskInstanceKey owner, String key) {
    var item = table.get(Keys.run(owner.run()), Keys.xcom(owner, key));
    return item == null || expiry.isOver(item) ? null : read(owner.run(), owner.taskId(), item);
  }

  @Override
  public boolean delete(AttemptKey by, String key) {
    return table.deleteIf(
        Keys.run(by.run()), Keys.xcom(by.taskInstance(), key), NO_NEWER_TRY, by(by));
  }

  /** Keys are found one after another, each by a query that passes over the other map indexes. */
  @Override
  public List<XCom> list(TaskInstanceKey owner) {
    var run = Keys.run(owner.run());
    var prefix = Keys.xcoms(owner.taskId());
    var found = new ArrayList<XCom>();
    String after = null;
    for (var keys = 0; keys < KEYS_MAX; keys++) {
      var next = table.query(Range.below(run, prefix, after, 1)).items();
      if (next.isEmpty()) {
        return found;
      }
      var key = Keys.keyOfXcom(next.getFirst().sk());
      var own = Keys.xcom(owner, key);
      var item = next.getFirst().sk().equals(own) ? next.getFirst() : table.get(run, own);
      if (item != null && !expiry.isOver(item)) {
        found.add(new XCom(owner, key, "", item.time("at")));
      }
      after = Keys.xcoms(owner.taskId(), key) + Keys.LAST;
    }
    throw new StoreException("%s has left more than %d XComs".formatted(owner, KEYS_MAX));
  }

  @Override
  public Page<XCom> ofTask(
      RunKey run, TaskId taskId, String key, @Nullable String from, int limit) {
    var range = Range.below(Keys.run(run), Keys.xcoms(taskId, key), from, limit);
    return table.page(range, expiry, item -> read(run, taskId, item));
  }

  private XCom read(RunKey run, TaskId taskId, Item item) {
    var owner = new TaskInstanceKey(run, taskId, Keys.mapIndexOfXcom(item.sk()));
    return new XCom(owner, Keys.keyOfXcom(item.sk()), value(item), item.time("at"));
  }

  private String value(Item item) {
    var blob = item.textOrNull("vk");
    if (blob == null) {
      return item.text("v");
    }
    var bytes = blobs.get(blob);
    if (bytes == null) {
      throw new StoreException(
          "the XCom %s / %s is in %s, which is gone".formatted(item.pk(), item.sk(), blob));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
