package dev.updraft.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.runner.process.Fence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Attempts whose processes run as another user, where this one may start them. */
class FencedAttemptTest {
  private static final Fence NOBODY = new Fence(new Fence.User(65534, 65534), Set.of());
  private final FakeExecutionApi api = new FakeExecutionApi();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void bashHasADirectoryOfItsOwn() throws Exception {
    Attempts.bash("id -u; touch mine; ls").behind(NOBODY).run(api);
    if (isRoot()) {
      assertThat(api.log()).contains("65534");
      assertThat(api.xcom("work return_value -1").asText()).isEqualTo("mine");
    } else {
      assertThat(api.log()).anyMatch(line -> line.contains("Operation not permitted"));
    }
  }

  @Test
  void pythonSpeaksWithItsRunner() throws Exception {
    var python = new HashMap<>(Attempts.fullEnvironment());
    python.put("UPDRAFT_PYTHON", python());
    Attempts.standard(
            "operators.python.PythonOperator",
            Map.of(
                "python_callable",
                "lambda ti, **_: (ti.xcom_push('k', 1), __import__('os').getuid())[1]"))
        .environment(python)
        .behind(NOBODY)
        .run(api);
    if (isRoot()) {
      assertThat(api.xcom("work return_value -1").asInt()).as("%s", api.log()).isEqualTo(65534);
      assertThat(api.xcom("work k -1").asInt()).isEqualTo(1);
    } else {
      assertThat(api.report().path("state").asText()).isEqualTo("failed");
    }
  }

  /** One that everybody may run; what is on the PATH may be in somebody's home. */
  private static String python() {
    return Files.exists(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";
  }

  private static boolean isRoot() throws Exception {
    return Files.getAttribute(Files.createTempFile("who", ""), "unix:uid").equals(0);
  }
}
