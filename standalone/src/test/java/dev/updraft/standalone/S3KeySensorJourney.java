package dev.updraft.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sensors of S3 keys on the embedded S3, from the DAG's file to the end of its run. */
class S3KeySensorJourney {
  private static final String SENSOR = "airflow.providers.amazon.aws.sensors.s3.S3KeySensor";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  @Timeout(240)
  void aKeyThatAppearsEndsTheWaitOfEverySensorThatAsksForIt() throws Exception {
    var dags = Files.createDirectories(folder.resolve("dags"));
    Files.writeString(dags.resolve("waits.yml"), dag());
    var options = new Host.Options(dags, folder.resolve("data"), 0, folder.resolve("ui"), 4);
    try (var host = Host.start(options).withDags()) {
      var dag = host.url() + "/api/v2/dags/waits";
      await(dag, "dag_id", "waits");
      var run = send("POST", dag + "/dagRuns", "{\"logical_date\":null,\"dag_run_id\":\"r\"}");
      assertThat(run).contains("\"r\"");
      for (var task : new String[] {"address", "name", "wildcard"}) {
        await(dag + "/dagRuns/r/taskInstances/" + task, "state", "up_for_reschedule");
      }
      host.ports().dagFiles().put("in/deep/x.csv", new byte[] {1});
      await(dag + "/dagRuns/r", "state", "success");
    }
  }

  private static String dag() {
    var bucket = dev.updraft.standalone.embedded.EmbeddedAws.Options.DEFAULT.names().bucket();
    return """
    waits:
      default_args: {start_date: 2026-01-01, poke_interval: 1}
      schedule: null
      tasks:
        address: {operator: %1$s, bucket_key: "s3://%2$s/dags/in/deep/x.csv"}
        name: {operator: %1$s, bucket_name: %2$s, bucket_key: dags/in/deep/x.csv}
        wildcard:
          operator: %1$s
          bucket_name: %2$s
          bucket_key: "dags/in/*.csv"
          wildcard_match: true
    """
        .formatted(SENSOR, bucket);
  }

  private void await(String url, String field, String expected)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    var seen = "";
    while (System.nanoTime() < deadline) {
      seen = send("GET", url, "");
      if (Json.tree(Json.read(seen, Object.class)).path(field).asText().equals(expected)) {
        return;
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    throw new AssertionError("%s of %s is not %s: %s".formatted(field, url, expected, seen));
  }

  private String send(String method, String url, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString()).body();
  }
}
