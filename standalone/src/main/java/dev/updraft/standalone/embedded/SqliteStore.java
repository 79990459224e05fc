package dev.updraft.standalone.embedded;

import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteException;
import com.almworks.sqlite4java.SQLiteJob;
import dev.updraft.core.port.StoreException;
import java.io.File;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.dynamodb.services.local.shared.access.TableInfo;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteDBAccess;

/**
 * DynamoDB Local's store on a file, with a write-ahead log that is synced to disk at checkpoints
 * only. A process that dies loses nothing, since the operating system has every commit; a machine
 * that loses its power may lose the last moments, but not the file. DynamoDB Local's own setting
 * waits for the disk several times in every write.
 */
final class SqliteStore extends SQLiteDBAccess {
  private final Map<String, TableInfo> tables = new ConcurrentHashMap<>();
  private volatile boolean tablesAreMade;

  /** In memory. */
  SqliteStore() {}

  /** On a file, which is made if there is none. */
  SqliteStore(File file) {
    super(withLog(file));
    var settings = queue.execute(new Settings());
    settings.complete();
    var error = settings.getError();
    if (error != null) {
      throw new StoreException("cannot set up the data file " + file, error);
    }
  }

  /**
   * From here on no table is made or changed. DynamoDB Local reads a table's description from the
   * file several times in every request, which takes longer than the request itself.
   */
  void tablesAreMade() {
    tablesAreMade = true;
  }

  @Override
  public TableInfo getTableInfo(String table) {
    if (!tablesAreMade) {
      return super.getTableInfo(table);
    }
    var known = tables.get(table);
    if (known != null) {
      return known;
    }
    var read = super.getTableInfo(table);
    if (read != null) {
      tables.put(table, read);
    }
    return read;
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
      connection.exec("PRAGMA locking_mode=EXCLUSIVE");
      return true;
    }
  }
}
