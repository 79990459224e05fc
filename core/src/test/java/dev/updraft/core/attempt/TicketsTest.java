package dev.updraft.core.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.core.id.AttemptId;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.id.VersionHash;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Tickets TICKETS =
      new Tickets(secret("the deployment's own secret, long enough"));

  @Test
  void aTicketNamesItsAttemptHoweverLongItWaited() {
    var ticket = TICKETS.ticket(bearer(1));
    assertThat(TICKETS.verifyTicket(ticket, NOON.plus(Duration.ofDays(3650))))
        .isEqualTo(new Tickets.Verdict.Valid(bearer(1), Instant.MAX));
  }

  @Test
  void aTicketOfAnotherAttemptSaysSo() {
    assertThat(TICKETS.verifyTicket(TICKETS.ticket(bearer(2)), NOON))
        .isInstanceOfSatisfying(
            Tickets.Verdict.Valid.class,
            valid -> {
              assertThat(valid.bearer()).isNotEqualTo(bearer(1));
              assertThat(valid.bearer().key().tryNumber()).isEqualTo(2);
            });
  }

  @Test
  void aTokenIsGoodForItsLifeAndNoLonger() {
    var token = TICKETS.token(bearer(1), NOON);
    var end = NOON.plus(Tickets.TOKEN_LIFE);
    assertThat(TICKETS.verifyToken(token, NOON))
        .isEqualTo(new Tickets.Verdict.Valid(bearer(1), end));
    assertThat(TICKETS.verifyToken(token, end.minusSeconds(1)))
        .isInstanceOf(Tickets.Verdict.Valid.class);
    assertInvalid(TICKETS.verifyToken(token, end.plusSeconds(1)));
    assertInvalid(TICKETS.verifyToken(token, NOON.minusSeconds(5)));
  }

  @Test
  void aTokenIsRenewedInItsSecondHalf() {
    var valid = new Tickets.Verdict.Valid(bearer(1), NOON.plus(Tickets.TOKEN_LIFE));
    assertThat(valid.needsRenewal(NOON)).isFalse();
    assertThat(valid.needsRenewal(NOON.plusSeconds(301))).isTrue();
  }

  @Test
  void aTicketIsNoTokenAndATokenIsNoTicket() {
    assertInvalid(TICKETS.verifyToken(TICKETS.ticket(bearer(1)), NOON));
    assertInvalid(TICKETS.verifyTicket(TICKETS.token(bearer(1), NOON), NOON));
  }

  @Test
  void anotherSecretsTicketIsNone() {
    var other = new Tickets(secret("another deployment's secret, long enough"));
    assertInvalid(TICKETS.verifyTicket(other.ticket(bearer(1)), NOON));
    assertInvalid(TICKETS.verifyToken(other.token(bearer(1), NOON), NOON));
  }

  @Test
  void aTicketWithoutSignatureIsNone() {
    var parts = TICKETS.ticket(bearer(1)).split("\\.", -1);
    var none =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));
    assertInvalid(TICKETS.verifyTicket(none + "." + parts[1] + ".", NOON));
    assertInvalid(TICKETS.verifyTicket(parts[0] + "." + parts[1] + ".", NOON));
  }

  @Test
  void aTicketChangedByItsBearerIsNone() {
    var mine = TICKETS.ticket(bearer(1)).split("\\.", -1);
    var other = TICKETS.ticket(bearer(2)).split("\\.", -1);
    assertInvalid(TICKETS.verifyTicket(mine[0] + "." + other[1] + "." + mine[2], NOON));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "x", "a.b.c", "ey.ey.ey", "eyJhbGciOiJIUzUxMiJ9..", "é"})
  void whatIsNoTicketAtAllIsNone(String text) {
    assertInvalid(TICKETS.verifyTicket(text, NOON));
    assertInvalid(TICKETS.verifyToken(text, NOON));
  }

  @Test
  void aShortSecretIsRefused() {
    assertThatThrownBy(() -> new Tickets(new byte[31]))
        .hasMessage("the signing secret has 31 bytes, it needs at least 32");
  }

  private static void assertInvalid(Tickets.Verdict verdict) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Tickets.Verdict.Invalid.class, invalid -> assertThat(invalid.reason()).isNotBlank());
  }

  private static Tickets.Bearer bearer(int tryNumber) {
    var run = new RunKey(new DagId("d|é"), new RunId("manual__1"));
    var key = new AttemptKey(new TaskInstanceKey(run, new TaskId("g.t"), -1), tryNumber);
    return new Tickets.Bearer(key, AttemptId.of(key, NOON), new VersionHash("4c1d"));
  }

  private static byte[] secret(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
