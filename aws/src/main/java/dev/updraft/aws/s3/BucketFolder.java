package dev.updraft.aws.s3;

import dev.updraft.aws.AwsCall;
import dev.updraft.aws.AwsProblem;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * A folder of files in a bucket that several may write to: each write says what it found there, and
 * does not happen if that has changed meanwhile. A file's SHA-256 is kept in its object's metadata.
 */
public final class BucketFolder {
  /** How many files a folder may hold. */
  public static final int FILES_MAX = 200_000;

  private static final String SHA256 = "sha256";
  private static final int CONFLICTS_MAX = 5;
  private static final Duration CONFLICT_WAIT = Duration.ofMillis(100);

  private final S3Client s3;
  private final S3Place place;

  /** The folder at this place. */
  public BucketFolder(S3Client s3, S3Place place) {
    this.s3 = s3;
    this.place = place;
  }

  /**
   * A file that a listing found.
   *
   * @param path below the folder
   * @param etag changes with the bytes; their MD5 if they were put at once and not encrypted by KMS
   * @param sizeBytes how many bytes
   */
  public record Stored(String path, String etag, long sizeBytes) {}

  /** What came of a write. */
  public enum Written {
    DONE,
    /** Somebody else wrote first; nothing was done. */
    CHANGED_MEANWHILE
  }

  /** Where it is. */
  public S3Place place() {
    return place;
  }

  /**
   * All files, by path.
   *
   * @throws AwsProblem if they cannot be listed or are too many
   */
  public SortedMap<String, Stored> list() {
    var found = new TreeMap<String, Stored>();
    var call = new AwsCall("list", place.toString(), "s3:ListBucket");
    String token = null;
    do {
      var request =
          ListObjectsV2Request.builder()
              .bucket(place.bucket())
              .prefix(place.prefix())
              .encodingType(EncodingType.URL)
              .continuationToken(token)
              .build();
      var page = calling(call, () -> s3.listObjectsV2(request));
      for (var object : page.contents()) {
        var path = object.key().substring(place.prefix().length());
        if (!path.isEmpty() && !path.endsWith("/")) {
          found.put(path, new Stored(path, object.eTag(), object.size()));
        }
      }
      if (found.size() > FILES_MAX) {
        throw new AwsProblem(place + " holds more than " + FILES_MAX + " objects", null);
      }
      token = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
    } while (token != null);
    return found;
  }

  /** The SHA-256 in a file's metadata, in hexadecimal; null if it, or the file, is not there. */
  public @Nullable String sha256(String path) {
    var request = HeadObjectRequest.builder().bucket(place.bucket()).key(place.key(path)).build();
    try {
      return calling(
          new AwsCall("look at", place.uri(path), "s3:GetObject"),
          () -> s3.headObject(request).metadata().get(SHA256));
    } catch (AwsProblem e) {
      if (e.status() == 404) {
        return null;
      }
      throw e;
    }
  }

  /** A file's first bytes; null if it is not there any more. */
  public byte @Nullable [] get(String path, int bytesMax) {
    var request =
        GetObjectRequest.builder()
            .bucket(place.bucket())
            .key(place.key(path))
            .range("bytes=0-" + (bytesMax - 1))
            .build();
    try {
      return calling(
              new AwsCall("read", place.uri(path), "s3:GetObject"),
              () -> s3.getObjectAsBytes(request))
          .asByteArray();
    } catch (AwsProblem e) {
      return switch (e.status()) {
        case 404 -> null;
        // An empty object has no first byte.
        case 416 -> new byte[0];
        default -> throw e;
      };
    }
  }

  /**
   * Stores a file.
   *
   * @param sha256 its SHA-256 in hexadecimal, which S3 checks
   * @param before what is there; null if nothing is
   */
  public Written put(String path, byte[] bytes, String sha256, @Nullable Stored before) {
    var request =
        PutObjectRequest.builder()
            .bucket(place.bucket())
            .key(place.key(path))
            .metadata(Map.of(SHA256, sha256))
            .checksumSHA256(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256)));
    if (before == null) {
      request.ifNoneMatch("*");
    } else {
      request.ifMatch(before.etag());
    }
    var call = new AwsCall("upload", place.uri(path), "s3:PutObject");
    var written = writing(call, () -> s3.putObject(request.build(), RequestBody.fromBytes(bytes)));
    // Somebody stored the same, or this very call was repeated after its answer was lost.
    boolean same = written == Written.CHANGED_MEANWHILE && sha256.equals(sha256(path));
    return same ? Written.DONE : written;
  }

  /** Removes a file that a listing found. */
  public Written delete(Stored found) {
    var request =
        DeleteObjectRequest.builder()
            .bucket(place.bucket())
            .key(place.key(found.path()))
            .ifMatch(found.etag())
            .build();
    var call = new AwsCall("delete", place.uri(found.path()), "s3:DeleteObject");
    return writing(call, () -> s3.deleteObject(request));
  }

  /** A write with a condition: S3 asks for it again where it met another one under way. */
  private static Written writing(AwsCall call, Supplier<?> write) {
    for (int conflicts = 0; ; conflicts++) {
      try {
        var _ = calling(call, write);
        return Written.DONE;
      } catch (AwsProblem e) {
        switch (e.status()) {
          case 404, 412 -> {
            if (e.isMissingBucket()) {
              throw e;
            }
            return Written.CHANGED_MEANWHILE;
          }
          case 409 -> {
            if (conflicts == CONFLICTS_MAX) {
              return Written.CHANGED_MEANWHILE;
            }
            LockSupport.parkNanos(CONFLICT_WAIT.toNanos() * (conflicts + 1));
          }
          default -> throw e;
        }
      }
    }
  }

  private static <T> T calling(AwsCall call, Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException e) {
      throw AwsProblem.of(e, call);
    }
  }
}
