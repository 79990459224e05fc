package dev.updraft.standalone.embedded;

import dev.updraft.core.port.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.jspecify.annotations.Nullable;

/** S3Proxy on a folder, served on this machine only. */
final class EmbeddedS3 implements AutoCloseable {
  private final S3Proxy server;

  private EmbeddedS3(S3Proxy server) {
    this.server = server;
  }

  /**
   * Starts it.
   *
   * @param folder where buckets are folders; null keeps everything in memory
   * @param port where; 0 for any free port
   * @param accessKeyId who may call
   * @param secretAccessKey with what requests are signed
   */
  static EmbeddedS3 start(
      @Nullable Path folder, int port, String accessKeyId, String secretAccessKey) {
    var server =
        S3Proxy.builder()
            .endpoint(URI.create("http://127.0.0.1:" + port))
            .awsAuthentication(AuthenticationType.AWS_V4, accessKeyId, secretAccessKey)
            .blobStore(store(folder))
            .build();
    return started(server);
  }

  // The server's own methods say they may throw anything.
  private static EmbeddedS3 started(S3Proxy server) {
    try {
      server.start();
      return new EmbeddedS3(server);
    } catch (Exception e) {
      throw new StoreException("cannot start the embedded S3 server", e);
    }
  }

  private static BlobStore store(@Nullable Path folder) {
    if (folder == null) {
      return new TransientNio2BlobStore();
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the data folder " + folder, e);
    }
    return new FilesystemNio2BlobStore(folder.toAbsolutePath().toString());
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new StoreException("cannot stop the embedded S3 server", e);
    }
  }
}
