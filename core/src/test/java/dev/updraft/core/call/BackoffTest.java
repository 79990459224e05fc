package dev.updraft.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.call.Backoff.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofSeconds(8));

  private static Next after(int failed, long elapsedSeconds, @Nullable Duration retryAfter) {
    return BACKOFF.after(failed, Duration.ofSeconds(elapsedSeconds), retryAfter, 1);
  }

  private static Next waits(long seconds) {
    return new Next.Wait(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 4", "4, 8", "5, 8", "1000000, 8"})
  void theCeilingDoublesUpToTheLast(int failed, long seconds) {
    assertThat(after(failed, 0, null)).isEqualTo(waits(seconds));
  }

  @Test
  void waitsAreSpreadOverTheUpperHalfOfTheirCeiling() {
    assertThat(DoubleStream.of(0, 0.25, 1).mapToObj(r -> BACKOFF.after(3, Duration.ZERO, null, r)))
        .containsExactly(
            waits(2),
            new Next.Wait(Duration.ofMillis(2_500)),
            new Next.Wait(Duration.ofSeconds(4)));
  }

  @Test
  void aServerThatAsksForMoreIsGivenIt() {
    assertThat(after(1, 0, Duration.ofSeconds(30))).isEqualTo(waits(30));
    assertThat(after(4, 0, Duration.ofSeconds(3))).isEqualTo(waits(8));
  }

  @Test
  void patienceEnds() {
    assertThat(after(9, 61, null)).isEqualTo(new Next.GiveUp());
    assertThat(after(9, 60, null)).isEqualTo(new Next.GiveUp());
    assertThat(after(1, 40, Duration.ofSeconds(21))).isEqualTo(new Next.GiveUp());
  }

  @Test
  void theLastCallIsMadeAtTheEndOfPatience() {
    assertThat(after(9, 55, null)).isEqualTo(waits(5));
    assertThat(after(9, 57, null)).isEqualTo(new Next.GiveUp());
  }

  @Test
  void onceIsOnce() {
    assertThat(Backoff.ONCE.after(1, Duration.ZERO, null, 0)).isEqualTo(new Next.GiveUp());
    assertThat(BACKOFF.within(Duration.ofSeconds(-1)).after(1, Duration.ZERO, null, 0))
        .isEqualTo(new Next.GiveUp());
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504, 599})
  void whatMayPassIsTriedAgain(int status) {
    assertThat(Backoff.mayPass(status)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 400, 401, 403, 404, 409, 413, 422})
  void anAnswerIsNot(int status) {
    assertThat(Backoff.mayPass(status)).isFalse();
  }

  @Test
  void retryAfterIsSecondsOrADate() {
    var now = Instant.parse("2026-03-04T05:06:07Z");
    assertThat(RetryAfter.of("120", now)).isEqualTo(Duration.ofMinutes(2));
    assertThat(RetryAfter.of("Wed, 04 Mar 2026 05:06:37 GMT", now))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(RetryAfter.of("Wed, 04 Mar 2026 05:06:00 GMT", now)).isEqualTo(Duration.ZERO);
    assertThat(RetryAfter.of("soon", now)).isNull();
    assertThat(RetryAfter.of("-1", now)).isNull();
    assertThat(RetryAfter.of(null, now)).isNull();
  }
}
