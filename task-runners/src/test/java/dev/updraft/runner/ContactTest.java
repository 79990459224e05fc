package dev.updraft.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.runner.Cancellation.Reason;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactTest {
  private static final Instant CLAIMED = Instant.parse("2026-03-04T05:06:07Z");
  private static final Instant SILENT = CLAIMED.plus(Contact.SILENCE_MAX);

  private final Contact contact = new Contact(CLAIMED);

  @ParameterizedTest
  @ValueSource(ints = {0, 429, 500, 503})
  void aServerThatIsBusyOrGoneStopsNothingUntilItHasBeenSilentTooLong(int status) {
    for (var now = CLAIMED; now.isBefore(SILENT); now = now.plusSeconds(5)) {
      assertThat(contact.failed(status, now)).isNull();
    }
    assertThat(contact.failed(status, SILENT)).isEqualTo(Reason.OUT_OF_TOUCH);
  }

  @Test
  void anyAnswerEndsTheSilence() {
    assertThat(contact.failed(429, SILENT.minusSeconds(1))).isNull();
    assertThat(contact.answered(true, SILENT.minusSeconds(1))).isNull();
    assertThat(contact.failed(429, SILENT)).isNull();
  }

  @Test
  void anAttemptThatIsNotWantedStopsAtOnce() {
    assertThat(contact.answered(false, CLAIMED)).isEqualTo(Reason.NOT_WANTED);
  }

  @Test
  void threeRefusalsInARowStopIt() {
    assertThat(contact.failed(403, CLAIMED)).isNull();
    assertThat(contact.failed(403, CLAIMED)).isNull();
    assertThat(contact.answered(true, CLAIMED)).isNull();
    assertThat(contact.failed(403, CLAIMED)).isNull();
    assertThat(contact.failed(403, CLAIMED)).isNull();
    assertThat(contact.failed(403, CLAIMED)).isEqualTo(Reason.NOT_WANTED);
  }
}
