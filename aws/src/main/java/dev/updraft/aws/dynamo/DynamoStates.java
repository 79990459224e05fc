package dev.updraft.aws.dynamo;

import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.Bytes;
import dev.updraft.core.port.StateItems;
import dev.updraft.core.port.StateStore;
import dev.updraft.core.port.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@link StateStore} on DynamoDB: a head item that names the items beside it by content. Those of
 * runs are left when they are replaced, since deleting costs as much as writing, and expire. So
 * that those in use never do, a commit writes one again whose time is half over, and every run with
 * segments commits more often than that. Plans and pools may be left alone for any time, so theirs
 * do not expire: a commit deletes what it has replaced.
 */
public final class DynamoStates implements StateStore {
  /** How long a segment of a run lives after it was written. */
  static final Duration SEGMENT_KEPT = Duration.ofDays(60);

  /** Of how many aggregates the times of expiry of their segments are remembered. */
  private static final int REMEMBERED_MAX = 2_000;

  /** How often a state is read that someone is just replacing. */
  private static final int LOADS_MAX = 3;

  private static final System.Logger LOG = System.getLogger(DynamoStates.class.getName());
  private static final String HEAD = "head";
  private static final String SEGMENT = "seg#";
  private static final String HEAD_PARTS = "hs";
  private static final String OUTBOX_PARTS = "os";
  private static final String SEGMENTS = "sg";

  private final Table table;
  private final Retention.Expiry expiry;
  private final Map<String, Map<String, Long>> segmentExpiries =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Map<String, Long>> eldest) {
              return size() > REMEMBERED_MAX;
            }
          });

  /** In this table; the states of runs go when the expiry says. */
  public DynamoStates(Table table, Retention.Expiry expiry) {
    this.table = table;
    this.expiry = expiry;
  }

  @Override
  public @Nullable Stored load(AggregateKey key) {
    String missing = "";
    for (int loads = 0; loads < LOADS_MAX; loads++) {
      var head = table.get(key.text(), HEAD);
      if (head == null) {
        return null;
      }
      var beside = beside(key, head);
      missing = names(head).filter(name -> !beside.containsKey(name)).findFirst().orElse("");
      if (missing.isEmpty()) {
        return stored(head, beside);
      }
    }
    throw new StoreException(
        "the state of %s names segment %s, which is gone".formatted(key.text(), missing));
  }

  private static Stored stored(Item head, Map<String, Bytes> beside) {
    var headParts = named(head, HEAD_PARTS, beside);
    var outboxParts = named(head, OUTBOX_PARTS, beside);
    return new Stored(
        head.number("v"),
        Math.toIntExact(head.number("f")),
        headParts.isEmpty() ? Bytes.of(head.bytes("h")) : Bytes.joined(headParts),
        named(head, SEGMENTS, beside),
        head.texts("m"),
        outboxParts.isEmpty() ? Bytes.of(head.bytes("ob")) : Bytes.joined(outboxParts));
  }

  private static List<Bytes> named(Item head, String attribute, Map<String, Bytes> beside) {
    return head.texts(attribute).stream().map(name -> required(beside.get(name), name)).toList();
  }

  private static Bytes required(@Nullable Bytes bytes, String name) {
    return Objects.requireNonNull(bytes, name);
  }

  private static Stream<String> names(Item head) {
    return Stream.of(HEAD_PARTS, OUTBOX_PARTS, SEGMENTS)
        .flatMap(attribute -> head.texts(attribute).stream());
  }

  /** What is there of all that the head names. */
  private Map<String, Bytes> beside(AggregateKey key, Item head) {
    var keys = names(head).distinct().map(name -> Item.of(key.text(), SEGMENT + name)).toList();
    if (keys.isEmpty()) {
      return Map.of();
    }
    var contents = new LinkedHashMap<String, Bytes>();
    var expiries = new LinkedHashMap<String, Long>();
    for (var item : table.getAll(keys, true)) {
      var name = item.sk().substring(SEGMENT.length());
      contents.put(name, Bytes.of(item.bytes("b")));
      var expires = item.numberOrNull(Item.EXPIRY);
      if (expires != null) {
        expiries.put(name, expires);
      }
    }
    segmentExpiries.put(key.text(), expiries);
    return contents;
  }

  @Override
  public boolean commit(AggregateKey key, @Nullable Stored previous, Stored next) {
    var items = StateItems.of(key, next);
    var beside = byName(items.beside());
    if (key instanceof AggregateKey.OfRun) {
      writeExpiring(key, beside);
      return writeHead(key, previous, next, items);
    }
    var replaced = previous == null ? Map.<String, Bytes>of() : beside(key, previous);
    var missing = new LinkedHashMap<>(beside);
    missing.keySet().removeAll(replaced.keySet());
    table.putAll(
        missing.entrySet().stream()
            .map(one -> segment(key, one).with("v", next.version()))
            .toList());
    if (!writeHead(key, previous, next, items)) {
      return false;
    }
    var gone = new LinkedHashSet<>(replaced.keySet());
    gone.removeAll(beside.keySet());
    delete(key, gone, next.version() - 1);
    return true;
  }

  private static Map<String, Bytes> beside(AggregateKey key, Stored stored) {
    return byName(StateItems.of(key, stored).beside());
  }

  private static Map<String, Bytes> byName(Stream<Bytes> contents) {
    var byName = new LinkedHashMap<String, Bytes>();
    contents.forEach(content -> byName.put(hash(content), content));
    return byName;
  }

  /** Deletes what a commit has replaced, unless a later commit has written the same again. */
  private void delete(AggregateKey key, Collection<String> names, long version) {
    try {
      for (var name : names) {
        table.deleteIf(key.text(), SEGMENT + name, "v <= :v", Item.empty().with(":v", version));
      }
    } catch (StoreException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "what version %d of %s replaced was not all deleted; nothing names it"
              .formatted(version + 1, key.text()),
          e);
    }
  }

  private void writeExpiring(AggregateKey key, Map<String, Bytes> beside) {
    if (beside.isEmpty()) {
      return;
    }
    var known = segmentExpiries.getOrDefault(key.text(), Map.of());
    var fresh = expiry.of(SEGMENT_KEPT);
    var enough = expiry.of(SEGMENT_KEPT.dividedBy(2));
    var expiries = new LinkedHashMap<String, Long>();
    var missing = new ArrayList<Item>();
    for (var one : beside.entrySet()) {
      var knownUntil = known.getOrDefault(one.getKey(), 0L);
      boolean longEnough = knownUntil >= enough;
      expiries.put(one.getKey(), longEnough ? knownUntil : fresh);
      if (!longEnough) {
        missing.add(segment(key, one).with(Item.EXPIRY, fresh));
      }
    }
    table.putAll(missing);
    segmentExpiries.put(key.text(), expiries);
  }

  private static Item segment(AggregateKey key, Map.Entry<String, Bytes> one) {
    return Item.of(key.text(), SEGMENT + one.getKey()).with("b", one.getValue().toArray());
  }

  private boolean writeHead(
      AggregateKey key, @Nullable Stored previous, Stored next, StateItems items) {
    var head = head(key, next, items);
    if (previous == null) {
      return table.putIf(head, "attribute_not_exists(pk)", Item.empty());
    }
    return table.putIf(head, "v = :v", Item.empty().with(":v", previous.version()));
  }

  private Item head(AggregateKey key, Stored next, StateItems items) {
    var head =
        Item.of(key.text(), HEAD)
            .with("v", next.version())
            .with("f", next.format())
            .with("h", items.head().toArray())
            .with("ob", items.outbox().toArray());
    names(head, HEAD_PARTS, items.headParts());
    names(head, OUTBOX_PARTS, items.outboxParts());
    names(head, SEGMENTS, items.segments());
    if (!next.lastMessages().isEmpty()) {
      head.with("m", next.lastMessages());
    }
    if (key instanceof AggregateKey.OfRun) {
      head.with(Item.EXPIRY, expiry.of());
    }
    return head;
  }

  private static void names(Item head, String attribute, List<Bytes> contents) {
    if (!contents.isEmpty()) {
      head.with(attribute, contents.stream().map(DynamoStates::hash).toList());
    }
  }

  /** Half of a SHA-256, which is ample within one aggregate. */
  private static String hash(Bytes content) {
    return Keys.digest(content.toArray()).substring(0, 32);
  }
}
