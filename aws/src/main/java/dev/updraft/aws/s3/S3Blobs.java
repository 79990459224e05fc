package dev.updraft.aws.s3;

import dev.updraft.core.port.Blobs;
import dev.updraft.core.port.Bytes;
import dev.updraft.core.port.Page;
import dev.updraft.core.port.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** {@link Blobs} in one S3 bucket. A failure names the bucket and the key. */
public final class S3Blobs implements Blobs {
  private final S3Client s3;
  private final String bucket;

  /** In this bucket. */
  public S3Blobs(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  @Override
  public void put(String key, byte[] bytes) {
    var request = PutObjectRequest.builder().bucket(bucket).key(key).build();
    calling("put", key, () -> s3.putObject(request, RequestBody.fromBytes(bytes)));
  }

  @Override
  public byte @Nullable [] get(String key) {
    var request = GetObjectRequest.builder().bucket(bucket).key(key).build();
    try {
      return calling("get", key, () -> s3.getObjectAsBytes(request)).asByteArray();
    } catch (NoSuchKeyException none) {
      return null;
    }
  }

  /** What comes after the first bytes is not fetched. */
  @Override
  public @Nullable Part first(String key, int bytesMax) {
    var request = GetObjectRequest.builder().bucket(bucket).key(key).build();
    try {
      return calling("get", key, () -> part(s3.getObject(request), bytesMax));
    } catch (NoSuchKeyException none) {
      return null;
    } catch (UncheckedIOException e) {
      throw new StoreException("cannot get s3://%s/%s: %s".formatted(bucket, key, e), e);
    }
  }

  private static Part part(ResponseInputStream<GetObjectResponse> object, int bytesMax) {
    try (object) {
      var bytes = Bytes.of(object.readNBytes(bytesMax));
      long size = object.response().contentLength();
      if (bytes.size() < size) {
        object.abort();
      }
      return new Part(bytes, size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Page<Entry> list(String prefix, @Nullable String from, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("a page's limit is " + limit + ", it must be at least 1");
    }
    var request =
        ListObjectsV2Request.builder()
            .bucket(bucket)
            .prefix(prefix)
            .startAfter(from)
            .maxKeys(limit)
            .build();
    var response = calling("list", prefix, () -> s3.listObjectsV2(request));
    var entries =
        response.contents().stream()
            .map(one -> new Entry(one.key(), one.eTag(), one.size()))
            .toList();
    var more = Boolean.TRUE.equals(response.isTruncated()) && !entries.isEmpty();
    return new Page<>(entries, more ? entries.getLast().key() : null);
  }

  @Override
  public void delete(String key) {
    var request = DeleteObjectRequest.builder().bucket(bucket).key(key).build();
    calling("delete", key, () -> s3.deleteObject(request));
  }

  private <T> T calling(String what, String key, Supplier<T> call) {
    try {
      return call.get();
    } catch (NoSuchKeyException none) {
      throw none;
    } catch (SdkException e) {
      throw new StoreException(
          "cannot %s s3://%s/%s: %s".formatted(what, bucket, key, e.getMessage()), e);
    }
  }
}
