package dev.updraft.standalone.embedded;

import java.net.URI;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** ElasticMQ, served on this machine only. Queues live in memory. */
final class EmbeddedSqs implements AutoCloseable {
  /** The region it says it is in. */
  static final String REGION = "us-east-1";

  private static final String ACCOUNT = "000000000000";

  private final SQSRestServer server;
  private final URI endpoint;

  private EmbeddedSqs(SQSRestServer server, URI endpoint) {
    this.server = server;
    this.endpoint = endpoint;
  }

  /**
   * Starts it.
   *
   * @param port where; 0 for any free port
   */
  static EmbeddedSqs start(int port) {
    var server =
        SQSRestServerBuilder.withInterface("127.0.0.1")
            .withPort(port)
            .withAWSRegion(REGION)
            .withAWSAccountId(ACCOUNT)
            .start();
    var bound = server.waitUntilStarted().localAddress().getPort();
    return new EmbeddedSqs(server, URI.create("http://127.0.0.1:" + bound));
  }

  URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    // It would wait for receives under way, ten seconds, and has nothing to lose: all is in memory.
    var _ = server.stopAndGetFuture();
  }
}
