package dev.updraft.executor;

import dev.updraft.aws.AwsClients;
import dev.updraft.aws.s3.S3Blobs;
import dev.updraft.core.port.Blobs;
import dev.updraft.core.port.StoreException;
import dev.updraft.runner.ObjectStore;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What sensors see of S3 with the role of the worker, function or container they run in. It may
 * nothing in a plain deployment; a task definition of the executor {@code ecs} has the role that
 * the deployment gives it.
 */
public final class OwnBuckets implements ObjectStore {
  private static final int FORBIDDEN = 403;

  private final BucketObjects objects;

  /** As the SDK's usual variables say, looked at when something is asked for first. */
  public OwnBuckets() {
    this(bucket -> new S3Blobs(Client.S3, bucket));
  }

  OwnBuckets(Function<String, Blobs> buckets) {
    this.objects = new BucketObjects(buckets);
  }

  @Override
  public boolean exists(String bucket, String key) {
    return asked(bucket, () -> objects.exists(bucket, key));
  }

  @Override
  public boolean anyMatch(String bucket, String prefix, Predicate<String> matches) {
    return asked(bucket, () -> objects.anyMatch(bucket, prefix, matches));
  }

  private static boolean asked(String bucket, Supplier<Boolean> question) {
    try {
      return question.get();
    } catch (StoreException e) {
      if (e.getCause() instanceof S3Exception refusal && refusal.statusCode() == FORBIDDEN) {
        throw new UnsupportedOperationException(
            "the role this runs with may not list s3://%s (s3:ListBucket): run the task with the executor 'ecs' and a queue whose task definition has a role that may, the option ecsTasks of the deployment"
                .formatted(bucket),
            e);
      }
      throw e;
    }
  }

  private static final class Client {
    static final S3Client S3 = AwsClients.s3FromEnvironment();
  }
}
