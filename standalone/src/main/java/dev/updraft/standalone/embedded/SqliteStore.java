package dev.updraft.standalone.embedded;

import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteException;
import com.almworks.sqlite4java.SQLiteJob;
import dev.updraft.core.port.StoreException;
import java.io.File;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteDBAccess;

/**
 * DynamoDB Local's store on a file, with a write-ahead log that is synced to disk at checkpoints
 * only. A process that dies loses nothing, since the operating system has every commit; a machine
 * that loses its power may lose the last moments, but not the file. DynamoDB Local's own setting
 * waits for the disk several times in every write.
 */
final class SqliteStore extends SQLiteDBAccess {
  SqliteStore(File file) {
    super(withLog(file));
    var settings = queue.execute(new Settings());
    settings.complete();
    var error = settings.getError();
    if (error != null) {
      throw new StoreException("cannot set up the data file " + file, error);
    }
  }

  /** Waits until the file is closed, so that it can be opened again at once. */
  @Override
  public void close() {
    super.close();
    try {
      queue.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while closing the data file", e);
    }
  }

  /** The mode of the log is kept in the file; set before, it also speeds up the first opening. */
  private static File withLog(File file) {
    var connection = new SQLiteConnection(file);
    try {
      connection.open(true);
      connection.exec("PRAGMA journal_mode=WAL");
      return file;
    } catch (SQLiteException e) {
      throw new StoreException("cannot open the data file " + file, e);
    } finally {
      connection.dispose();
    }
  }

  private static final class Settings extends SQLiteJob<Boolean> {
    @Override
    protected Boolean job(SQLiteConnection connection) throws SQLiteException {
      connection.exec("PRAGMA synchronous=NORMAL");
      return true;
    }
  }
}
