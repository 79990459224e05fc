package dev.updraft.localstack;

import java.net.URI;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** LocalStack in a container, from when it is ready until it is closed. */
final class LocalStack implements AutoCloseable {
  /** The newest image that asks for no account. */
  private static final DockerImageName IMAGE =
      DockerImageName.parse("localstack/localstack:4.14.0");

  private final LocalStackContainer container;

  private LocalStack(LocalStackContainer container) {
    this.container = container;
  }

  /**
   * Looks whether there is a Docker to start it in.
   *
   * @throws UnusableException if there is none
   */
  static void requireDocker() {
    try {
      var _ = DockerClientFactory.instance().client();
    } catch (RuntimeException e) {
      throw new UnusableException(
          "the profile localstack needs Docker, and finds none that can be used (%s): start it, or set AWS_ENDPOINT_URL to an emulator that runs"
              .formatted(String.valueOf(e.getMessage()).split("\\. ", 2)[0]),
          e);
    }
  }

  /**
   * Starts it and waits till it is ready.
   *
   * @throws UnusableException if there is no Docker, or it does not start
   */
  static LocalStack start() {
    requireDocker();
    var container = new LocalStackContainer(IMAGE).withServices("dynamodb", "sqs", "s3");
    try {
      container.start();
      return new LocalStack(container);
    } catch (ContainerLaunchException e) {
      container.close();
      throw new UnusableException(IMAGE + " does not start: " + e.getMessage(), e);
    }
  }

  URI endpoint() {
    return container.getEndpoint();
  }

  @Override
  public void close() {
    container.close();
  }
}
