package dev.updraft.standalone.embedded;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.exceptions.DynamoDBLocalServiceException;
import software.amazon.dynamodb.services.local.embedded.DDBExceptionMappingInvocationHandler;
import software.amazon.dynamodb.services.local.shared.access.LocalDBClient;
import software.amazon.dynamodb.services.local.shared.jobs.JobsRegister;

/**
 * DynamoDB Local, called in this process. It is put together here and not by {@code
 * DynamoDBEmbedded}, which offers no say over its file and comes with telemetry.
 */
final class EmbeddedDynamo implements AutoCloseable {
  private static final int JOB_THREADS = 2;

  // Loggers are held weakly: without this field the level would be forgotten.
  private static final Logger SQLITE_LOG = Logger.getLogger("com.almworks.sqlite4java");

  private final @Nullable FolderLock folder;
  private final SqliteStore store;
  private final LocalDBClient local;
  private final DynamoDbClient client;

  private EmbeddedDynamo(@Nullable FolderLock folder, SqliteStore store, LocalDBClient local) {
    this.folder = folder;
    this.store = store;
    this.local = local;
    this.client = client(local.dynamoDbClient());
  }

  /**
   * Starts it.
   *
   * @param folder where its file is; null keeps everything in memory
   */
  static EmbeddedDynamo start(@Nullable Path folder) {
    SQLITE_LOG.setLevel(Level.OFF);
    if (folder == null) {
      return on(null, new SqliteStore());
    }
    var locked = FolderLock.lock(folder);
    try {
      return on(locked, new SqliteStore(folder.resolve("dynamodb.db").toAbsolutePath().toFile()));
    } catch (RuntimeException e) {
      locked.close();
      throw e;
    }
  }

  private static EmbeddedDynamo on(@Nullable FolderLock folder, SqliteStore store) {
    var threads = Executors.newFixedThreadPool(JOB_THREADS, Thread.ofPlatform().daemon().factory());
    return new EmbeddedDynamo(
        folder, store, new LocalDBClient(store, new JobsRegister(threads, false)));
  }

  /** To be called once all tables are there: it makes every request cheaper. */
  void tablesAreMade() {
    store.tablesAreMade();
  }

  DynamoDbClient client() {
    return client;
  }

  @Override
  public void close() {
    local.shutdownNow();
    if (folder != null) {
      folder.close();
    }
  }

  /** Its own client throws exceptions of its own; callers expect those of the SDK. */
  private static DynamoDbClient client(DynamoDbClient own) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            EmbeddedDynamo.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            new SdkExceptions(own));
  }

  private record SdkExceptions(DynamoDbClient own) implements InvocationHandler {
    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      if (method.getName().equals("close")) {
        return null;
      }
      try {
        return method.invoke(own, arguments);
      } catch (InvocationTargetException e) {
        var cause = e.getCause();
        if (cause instanceof DynamoDBLocalServiceException local) {
          DDBExceptionMappingInvocationHandler.handleDynamoDBLocalServiceException(local);
        }
        throw cause == null ? e : cause;
      }
    }
  }
}
