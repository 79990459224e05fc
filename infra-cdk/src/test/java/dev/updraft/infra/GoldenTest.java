package dev.updraft.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The shapes of templates, held to files whose difference is the review of a change. {@code
 * GOLDEN_WRITE=true} in the environment writes them.
 */
class GoldenTest {
  @Test
  void aPlainDeploymentHasItsShape() throws IOException {
    holds("plain", Deployment.PLAIN);
  }

  @Test
  void aFullDeploymentHasItsShape() throws IOException {
    holds("full", Deployment.FULL);
  }

  @Test
  void aDeploymentOnInstancesHasItsShape() throws IOException {
    holds("instances", Deployment.OTHER);
  }

  private static void holds(String name, Map<String, Object> options) throws IOException {
    var file = Path.of("src/test/resources/dev/updraft/infra/" + name + ".shape");
    var shape = Shape.of(Deployment.of(options).template());
    if ("true".equals(System.getenv("GOLDEN_WRITE"))) {
      Files.writeString(file, shape);
    }
    assertThat(shape).isEqualTo(Files.readString(file));
  }
}
