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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@link XComStore} on DynamoDB: an item per value, beside the run's. A value too large for an item
 * is in S3 and its item says where.
 */
public final class DynamoXComs implements XComStore {
  /** From this size on a value is in S3; an item holds 400 KB at most. */
  private static final int INLINE_BYTES_MAX = 256 * 1024;

  private static final int PAGE_MAX = 256;
  private static final int DELETES_AT_ONCE = 16;

  /** Also holds where there is no item, and for one of a time when tries were not noted. */
  private static final String NO_NEWER_TRY = "attribute_not_exists(tr) OR tr <= :try";

  private static final String OF_EARLIER_TRY = "attribute_not_exists(tr) OR tr < :try";

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

  @Override
  public List<XCom> list(TaskInstanceKey owner) {
    return own(owner, LISTED_MAX, item -> !expiry.isOver(item)).stream()
        .map(item -> new XCom(owner, Keys.keyOfXcom(item.sk()), "", item.time("at")))
        .toList();
  }

  @Override
  public boolean clear(AttemptKey by, int most) {
    var earlier =
        own(
            by.taskInstance(),
            most + 1,
            item -> !item.has("tr") || item.number("tr") < by.tryNumber());
    var places = new Semaphore(DELETES_AT_ONCE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var deletes = new ArrayList<Future<?>>();
      for (var item : earlier.subList(0, Math.min(most, earlier.size()))) {
        places.acquireUninterruptibly();
        deletes.add(
            threads.submit(() -> {
              try {
                var _ = table.deleteIf(item.pk(), item.sk(), OF_EARLIER_TRY, by(by));
              } finally {
                places.release();
              }
            }));
      }
      for (var delete : deletes) {
        delete.get();
      }
    } catch (ExecutionException e) {
      throw new StoreException("the XComs of " + by + " cannot be cleared", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while the XComs of " + by + " were cleared", e);
    }
    return earlier.size() <= most;
  }

  /**
   * The first items of one instance. Pages grow while each key has one item, as where the task is
   * not mapped; where one has several, the other map indexes are passed over key by key.
   */
  private List<Item> own(TaskInstanceKey owner, int most, Predicate<Item> wanted) {
    var run = Keys.run(owner.run());
    var found = new ArrayList<Item>();
    @Nullable String after = null;
    int size = 1;
    while (found.size() < most) {
      var items = table.query(Range.below(run, Keys.xcoms(owner.taskId()), after, size)).items();
      if (items.isEmpty()) {
        return found;
      }
      var keys = new LinkedHashSet<String>();
      var own = new LinkedHashMap<String, Item>();
      for (var item : items) {
        var key = Keys.keyOfXcom(item.sk());
        keys.add(key);
        if (item.sk().equals(Keys.xcom(owner, key))) {
          own.put(key, item);
        }
      }
      var last = keys.removeLast();
      keys.add(last);
      if (!own.containsKey(last)) {
        var item = table.get(run, Keys.xcom(owner, last)); // the page may have ended before it
        if (item != null) {
          own.put(last, item);
        }
      }
      own.values().stream().filter(wanted).forEach(found::add);
      after = Keys.xcoms(owner.taskId(), last) + Keys.LAST;
      size = keys.size() < items.size() ? 1 : Math.min(size * 2, PAGE_MAX);
    }
    return found.subList(0, most);
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
