package dev.updraft.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.core.port.StoreException;
import dev.updraft.core.port.memory.MemoryBlobs;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.S3Exception;

class OwnBucketsTest {
  @Test
  void whatTheRoleMayListIsFound() {
    var blobs = new MemoryBlobs();
    blobs.put("a/key", new byte[] {1});
    var buckets = new OwnBuckets(_ -> blobs);
    assertThat(buckets.exists("bucket", "a/key")).isTrue();
    assertThat(buckets.exists("bucket", "a/ke")).isFalse();
    assertThat(buckets.anyMatch("bucket", "a/", key -> key.endsWith("y"))).isTrue();
  }

  @Test
  void whatItMayNotListIsAFailureThatSaysWhatToDo() {
    var refused =
        new OwnBuckets(_ -> {
          throw new StoreException(
              "cannot list", S3Exception.builder().statusCode(403).message("AccessDenied").build());
        });
    assertThatThrownBy(() -> refused.exists("bucket", "key"))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContainingAll("s3://bucket", "s3:ListBucket", "ecsTasks");
  }

  @Test
  void anyOtherFaultOfS3IsTriedAgain() {
    var failing =
        new OwnBuckets(_ -> {
          throw new StoreException(
              "cannot list", S3Exception.builder().statusCode(503).message("SlowDown").build());
        });
    assertThatThrownBy(() -> failing.exists("bucket", "key")).isInstanceOf(StoreException.class);
  }
}
