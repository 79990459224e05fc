package dev.updraft.aws.dynamo;

import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.Bytes;
import dev.updraft.core.port.StateStore;
import dev.updraft.core.port.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@link StateStore} on DynamoDB: a head item that names its segments by content, and the segments
 * beside it. Replaced segments are not deleted, which would cost as much as writing them: they
 * expire. So that those in use never do, a commit writes a segment again whose time is half over,
 * and every aggregate with segments commits more often than that.
 */
public final class DynamoStates implements StateStore {
  /** How long a segment lives after it was written. */
  static final Duration SEGMENT_KEPT = Duration.ofDays(60);

  /** Of how many aggregates the times of expiry of their segments are remembered. */
  private static final int REMEMBERED_MAX = 2_000;

  private static final String HEAD = "head";

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
    var head = table.get(key.text(), HEAD);
    if (head == null) {
      return null;
    }
    return new Stored(
        head.number("v"),
        Math.toIntExact(head.number("f")),
        Bytes.of(head.bytes("h")),
        segments(key, head.texts("sg")),
        head.texts("m"),
        Bytes.of(head.bytes("ob")));
  }

  private List<Bytes> segments(AggregateKey key, List<String> hashes) {
    if (hashes.isEmpty()) {
      return List.of();
    }
    var keys = new LinkedHashSet<>(hashes).stream().map(hash -> Item.of(key.text(), segment(hash)));
    var contents = new LinkedHashMap<String, Bytes>();
    var expiries = new LinkedHashMap<String, Long>();
    for (var item : table.getAll(keys.toList(), true)) {
      var hash = item.sk().substring(segment("").length());
      contents.put(hash, Bytes.of(item.bytes("b")));
      expiries.put(hash, item.number(Item.EXPIRY));
    }
    var segments = new ArrayList<Bytes>();
    for (var hash : hashes) {
      var content = contents.get(hash);
      if (content == null) {
        throw new StoreException(
            "the state of %s names segment %s, which is gone".formatted(key.text(), hash));
      }
      segments.add(content);
    }
    segmentExpiries.put(key.text(), expiries);
    return segments;
  }

  @Override
  public boolean commit(AggregateKey key, @Nullable Stored previous, Stored next) {
    var hashes = next.segments().stream().map(DynamoStates::hash).toList();
    if (!hashes.isEmpty()) {
      writeSegments(key, hashes, next.segments());
    }
    var head = head(key, next, hashes);
    if (previous == null) {
      return table.putIf(head, "attribute_not_exists(pk)", Item.empty());
    }
    return table.putIf(head, "v = :v", Item.empty().with(":v", previous.version()));
  }

  private void writeSegments(AggregateKey key, List<String> hashes, List<Bytes> segments) {
    var known = segmentExpiries.getOrDefault(key.text(), Map.of());
    var fresh = expiry.of(SEGMENT_KEPT);
    var enough = expiry.of(SEGMENT_KEPT.dividedBy(2));
    var expiries = new LinkedHashMap<String, Long>();
    var missing = new ArrayList<Item>();
    for (var i = 0; i < hashes.size(); i++) {
      var hash = hashes.get(i);
      var knownUntil = known.getOrDefault(hash, 0L);
      if (knownUntil >= enough) {
        expiries.put(hash, knownUntil);
      } else if (expiries.put(hash, fresh) == null) {
        missing.add(
            Item.of(key.text(), segment(hash))
                .with("b", segments.get(i).toArray())
                .with(Item.EXPIRY, fresh));
      }
    }
    table.putAll(missing);
    segmentExpiries.put(key.text(), expiries);
  }

  private Item head(AggregateKey key, Stored next, List<String> hashes) {
    var head =
        Item.of(key.text(), HEAD)
            .with("v", next.version())
            .with("f", next.format())
            .with("h", next.head().toArray())
            .with("ob", next.outbox().toArray());
    if (!hashes.isEmpty()) {
      head.with("sg", hashes);
    }
    if (!next.lastMessages().isEmpty()) {
      head.with("m", next.lastMessages());
    }
    if (key instanceof AggregateKey.OfRun) {
      head.with(Item.EXPIRY, expiry.of());
    }
    return head;
  }

  private static String segment(String hash) {
    return "seg#" + hash;
  }

  /** Half of a SHA-256, which is ample within one aggregate. */
  private static String hash(Bytes segment) {
    return Keys.digest(segment.toArray()).substring(0, 32);
  }
}
