package dev.updraft.scheduler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.S3Event;

/** Lambda's handler of the DAG bucket's object events. */
public final class DagFileHandler implements RequestHandler<S3Event, Integer> {
  private final DagFiles files;

  /** With what keeps the catalog. */
  public DagFileHandler(DagFiles files) {
    this.files = files;
  }

  /** Takes the changes in; answers how many there were. */
  @Override
  public Integer handleRequest(S3Event event, Context context) {
    for (var record : event.getRecords()) {
      files.changed(record.getS3().getObject().getUrlDecodedKey());
    }
    return event.getRecords().size();
  }
}
