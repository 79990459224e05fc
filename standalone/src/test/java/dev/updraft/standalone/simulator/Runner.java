package dev.updraft.standalone.simulator;

import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.HttpCall;
import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.port.memory.MemoryTaskQueues;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A runner of one message: claims, sends heartbeats, ends as the script says, and removes the
 * message. It may die without a word at any step, and repeats what was not answered, as real ones
 * do.
 */
final class Runner {
  private static final Duration HEARTBEAT = Duration.ofSeconds(60);
  private static final Duration REPEAT = Duration.ofSeconds(3);
  private static final Duration VISIBILITY = Duration.ofMinutes(2);
  private static final double DIES = 0.03;
  private static final double REPEATS = 0.05;
  private static final int CALLS_MAX = 6;

  private final Simulator world;
  private final LaunchMessage message;
  private final MemoryTaskQueues queues;
  private final String queue;
  private final String messageId;
  private final String host;
  private final int generation;
  private final Random chance;
  private @Nullable String token;
  private boolean over;

  Runner(
      Simulator world,
      String queue,
      MemoryTaskQueues.Delivery delivery,
      MemoryTaskQueues queues,
      int number) {
    this.world = world;
    this.message = delivery.message();
    this.queues = queues;
    this.queue = queue;
    this.messageId = delivery.messageId();
    this.host = "runner" + number;
    this.generation = world.generation();
    this.chance = new Random(number * 7919L + world.seed());
  }

  void start() {
    call("run", claimBody(), 0, this::claimed);
  }

  private void claimed(HttpAnswer answer) {
    if (answer.status() != 200) {
      remove();
      return;
    }
    var row = world.attempt(message.key());
    world.watching().claimed(message, host, row == null ? 0 : row.reschedules());
    token = answer.headers().get("Refreshed-API-Token");
    if (world.faults().strike(DIES)) {
      over = true;
      return;
    }
    beat();
    world.time().after(world.script().duration(message.key()), this::end);
  }

  private void beat() {
    world
        .time()
        .after(
            HEARTBEAT,
            () -> {
              if (isGone()) {
                return;
              }
              queues.extend(queue, messageId, VISIBILITY);
              call("heartbeat", "{\"hostname\":\"%s\",\"pid\":1}".formatted(host), 0, this::beaten);
            });
  }

  private void beaten(HttpAnswer answer) {
    if (answer.status() == 204) {
      beat();
    } else {
      remove();
    }
  }

  private void end() {
    if (isGone()) {
      return;
    }
    if (world.faults().strike(DIES)) {
      over = true;
      return;
    }
    var row = world.attempt(message.key());
    var act = world.script().of(message.key(), row == null ? 0 : row.reschedules());
    var now = world.time().instant();
    switch (act) {
      case SUCCEED -> finish("{\"state\":\"success\",\"end_date\":\"%s\"}".formatted(now));
      case FAIL -> finish("{\"state\":\"failed\",\"end_date\":\"%s\"}".formatted(now));
      case SKIP -> finish("{\"state\":\"skipped\",\"end_date\":\"%s\"}".formatted(now));
      case FAIL_AND_RETRY ->
          finish("{\"state\":\"up_for_retry\",\"end_date\":\"%s\"}".formatted(now));
      case RESCHEDULE ->
          finish(
              "{\"state\":\"up_for_reschedule\",\"end_date\":\"%s\",\"reschedule_date\":\"%s\"}"
                  .formatted(now, now.plusSeconds(30 + chance.nextInt(200))));
      case SKIP_DOWNSTREAM ->
          call(
              "skip-downstream",
              "{\"tasks\":[%s]}".formatted(world.someDownstream(message.key(), chance)),
              0,
              _ -> finish("{\"state\":\"success\",\"end_date\":\"%s\"}".formatted(now)));
    }
  }

  private void finish(String body) {
    call(
        "state",
        body,
        0,
        answer -> {
          if (answer.status() == 204) {
            world.watching().ended(message, host, body);
          }
          if (world.faults().strike(REPEATS)) {
            world.time().after(REPEAT, () -> call("state", body, 0, _ -> {}));
          }
          if (!world.faults().strike(DIES)) {
            remove();
          }
        });
  }

  private void remove() {
    over = true;
    queues.ack(queue, messageId);
  }

  private boolean isGone() {
    return over || generation != world.generation();
  }

  private void call(String what, String body, int tried, Consumer<HttpAnswer> then) {
    if (generation != world.generation()) {
      return;
    }
    var bearer = token == null ? message.ticket() : token;
    var method = what.equals("heartbeat") ? "PUT" : "PATCH";
    var path = "/execution/task-instances/" + message.id() + "/" + what;
    var headers = Map.of("authorization", "Bearer " + bearer, "content-type", "application/json");
    var answer = world.http(HttpCall.of(method, path, null, headers, body));
    if (answer != null && answer.status() < 500) {
      var fresh = answer.headers().get("Refreshed-API-Token");
      token = fresh == null ? token : fresh;
      then.accept(answer);
    } else if (tried < CALLS_MAX) {
      world.time().after(REPEAT, () -> call(what, body, tried + 1, then));
    } else {
      over = true;
    }
  }

  private String claimBody() {
    return "{\"state\":\"running\",\"hostname\":\"%s\",\"unixname\":\"sim\",\"pid\":1,\"start_date\":\"%s\"}"
        .formatted(host, world.time().instant());
  }
}
