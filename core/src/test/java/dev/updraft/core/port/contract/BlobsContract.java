package dev.updraft.core.port.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.port.Blobs;
import dev.updraft.core.port.Blobs.Entry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link Blobs} do. */
public abstract class BlobsContract {
  private Blobs blobs;

  /** Empty ones. */
  protected abstract Blobs open();

  @BeforeEach
  void openBlobs() {
    blobs = open();
  }

  @Test
  void bytesAreThereUntilTheyAreReplacedOrDeleted() {
    blobs.put("dags/orders.yaml", bytes("one"));
    assertThat(blobs.get("dags/orders.yaml")).isEqualTo(bytes("one"));
    blobs.put("dags/orders.yaml", bytes("two"));
    assertThat(blobs.get("dags/orders.yaml")).isEqualTo(bytes("two"));
    blobs.delete("dags/orders.yaml");
    blobs.delete("dags/orders.yaml");
    assertThat(blobs.get("dags/orders.yaml")).isNull();
  }

  @Test
  void aListingHasWhatIsBelowThePrefixByKey() {
    for (var name : List.of("dags/b", "dags/a", "dags/c/d", "dagsx", "logs/a")) {
      blobs.put(name, bytes(name));
    }
    assertThat(Samples.all(from -> blobs.list("dags/", from, 2)))
        .extracting(Entry::key)
        .containsExactly("dags/a", "dags/b", "dags/c/d");
  }

  @Test
  void theEtagChangesWithTheBytesAndOnlyWithThem() {
    blobs.put("a", bytes("one"));
    var first = entry();
    blobs.put("a", bytes("one"));
    assertThat(entry()).isEqualTo(first);
    blobs.put("a", bytes("two"));
    assertThat(entry().etag()).isNotEqualTo(first.etag());
    assertThat(entry().sizeBytes()).isEqualTo(3);
  }

  private Entry entry() {
    return blobs.list("a", null, 1).items().getFirst();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
