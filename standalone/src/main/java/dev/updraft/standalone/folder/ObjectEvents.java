package dev.updraft.standalone.folder;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3BucketEntity;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3Entity;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3ObjectEntity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The events S3 sends of objects. */
final class ObjectEvents {
  private ObjectEvents() {}

  static S3Event created(String key) {
    return event("ObjectCreated:Put", key);
  }

  static S3Event removed(String key) {
    return event("ObjectRemoved:Delete", key);
  }

  private static S3Event event(String name, String key) {
    var encoded = URLEncoder.encode(key, StandardCharsets.UTF_8);
    var object = new S3ObjectEntity(encoded, 0L, "", "", "");
    var bucket = new S3BucketEntity("dags", null, "arn:aws:s3:::dags");
    var record =
        new S3EventNotificationRecord(
            "us-east-1",
            name,
            "aws:s3",
            null,
            "2.1",
            null,
            null,
            new S3Entity("updraft", bucket, object, "1.0"),
            null);
    return new S3Event(List.of(record));
  }
}
