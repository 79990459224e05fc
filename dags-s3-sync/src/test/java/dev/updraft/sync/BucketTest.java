package dev.updraft.sync;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder, and the embedded S3 server with an empty bucket, for each test. */
abstract class BucketTest {
  @TempDir Path root;
  S3Server s3;
  Folder folder;

  @BeforeEach
  final void start() throws Exception {
    s3 = new S3Server();
    folder = new Folder(root);
  }

  @AfterEach
  final void stop() throws Exception {
    s3.stop();
  }
}
