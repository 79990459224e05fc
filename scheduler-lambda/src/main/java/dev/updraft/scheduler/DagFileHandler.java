package dev.updraft.scheduler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import dev.updraft.core.port.StoreException;

/** Lambda's handler of the DAG bucket's object events. */
public final class DagFileHandler implements RequestHandler<S3Event, Integer> {
  private final DagFiles files;

  /** With what keeps the catalog. */
  public DagFileHandler(DagFiles files) {
    this.files = files;
  }

  /**
   * Takes the changes in, each whatever became of those before it; answers how many there were.
   *
   * @throws StoreException if a store failed for one of them, so that the event comes again
   */
  @Override
  public Integer handleRequest(S3Event event, Context context) {
    StoreException failure = null;
    for (var record : event.getRecords()) {
      try {
        files.changed(record.getS3().getObject().getUrlDecodedKey());
      } catch (StoreException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return event.getRecords().size();
  }
}
