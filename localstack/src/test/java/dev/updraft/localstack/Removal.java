package dev.updraft.localstack;

import dev.updraft.aws.AwsClients;
import java.net.URI;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** Removes the tables, queues and buckets of one session's programs. */
final class Removal {
  private Removal() {}

  /** Removes all whose names begin with the prefix. */
  static void of(URI endpoint, String prefix) {
    try (var clients = AwsClients.elsewhere(Map.of("AWS_ENDPOINT_URL", endpoint.toString()))) {
      tables(clients, prefix);
      queues(clients, prefix);
      clients.s3().listBuckets().buckets().stream()
          .filter(bucket -> bucket.name().startsWith(prefix))
          .forEach(bucket -> empty(clients, bucket.name()));
    }
  }

  private static void tables(AwsClients clients, String prefix) {
    var names = clients.dynamo().listTablesPaginator().tableNames().stream();
    names
        .filter(name -> name.startsWith(prefix))
        .toList()
        .forEach(name -> clients.dynamo().deleteTable(request -> request.tableName(name)));
  }

  private static void queues(AwsClients clients, String prefix) {
    clients
        .sqs()
        .listQueuesPaginator(request -> request.queueNamePrefix(prefix))
        .queueUrls()
        .stream()
        .toList()
        .forEach(url -> clients.sqs().deleteQueue(request -> request.queueUrl(url)));
  }

  private static void empty(AwsClients clients, String bucket) {
    var s3 = clients.s3();
    for (var page : s3.listObjectsV2Paginator(request -> request.bucket(bucket))) {
      List<ObjectIdentifier> keys =
          page.contents().stream()
              .map(object -> ObjectIdentifier.builder().key(object.key()).build())
              .toList();
      if (!keys.isEmpty()) {
        s3.deleteObjects(
            request -> request.bucket(bucket).delete(objects -> objects.objects(keys)));
      }
    }
    s3.deleteBucket(request -> request.bucket(bucket));
  }
}
