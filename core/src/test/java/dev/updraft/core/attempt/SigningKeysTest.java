package dev.updraft.core.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.core.attempt.Tickets.Bearer;
import dev.updraft.core.attempt.Tickets.Verdict;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A secret is replaced while processes sign and verify, each of which learns of it by itself. */
class SigningKeysTest {
  private static final Duration OVERLAP = Duration.ofDays(15);
  private static final byte[] OLD = secret(1);
  private static final byte[] NEW = secret(2);
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");
  private SigningKeys kept = SigningKeys.of(OLD);
  private int reads;
  private boolean broken;
  private final List<RuntimeException> troubles = new ArrayList<>();
  private final Tickets signer = process();
  private final Tickets verifier = process();
  private final Bearer bearer = bearer();

  @Test
  void whatTheOldSecretSignedIsGoodDuringTheOverlapAndNotAfter() {
    var ticket = signer.ticket(bearer);
    kept = kept.rotated(NEW, now, OVERLAP);
    pass(Duration.ofDays(14));
    assertThat(verifier.verifyTicket(ticket, now)).isInstanceOf(Verdict.Valid.class);
    assertThat(process().verifyTicket(ticket, now)).isInstanceOf(Verdict.Valid.class);
    pass(Duration.ofDays(2));
    assertThat(verifier.verifyTicket(ticket, now)).isInstanceOf(Verdict.Invalid.class);
    assertThat(process().verifyTicket(ticket, now)).isInstanceOf(Verdict.Invalid.class);
  }

  @Test
  void theNewSecretSignsOnceAllThatVerifyCanKnowIt() {
    kept = kept.rotated(NEW, now, OVERLAP);
    var onlyOld = new Tickets(OLD);
    pass(Duration.ofMinutes(9));
    assertThat(onlyOld.verifyTicket(process().ticket(bearer), now))
        .isInstanceOf(Verdict.Valid.class);
    pass(Duration.ofMinutes(1));
    assertThat(onlyOld.verifyTicket(process().ticket(bearer), now))
        .isInstanceOf(Verdict.Invalid.class);
    assertThat(verifier.verifyTicket(signer.ticket(bearer), now)).isInstanceOf(Verdict.Valid.class);
  }

  @Test
  void aProcessRestoredFromASnapshotLearnsTheNewSecretByItself() {
    kept = kept.rotated(NEW, now, OVERLAP);
    pass(Duration.ofDays(40));
    assertThat(new Tickets(NEW).verifyToken(signer.token(bearer, now), now))
        .isInstanceOf(Verdict.Valid.class);
    assertThat(verifier.verifyToken(new Tickets(NEW).token(bearer, now), now))
        .isInstanceOf(Verdict.Valid.class);
    assertThat(verifier.verifyToken(new Tickets(OLD).token(bearer, now), now))
        .isInstanceOf(Verdict.Invalid.class);
  }

  @Test
  void aSecretThatSignsAtOnceIsLearntByItsIdAndTheOldOneIsWorthNothing() {
    pass(Duration.ofSeconds(11));
    var old = signer.token(bearer, now);
    kept = kept.replaced(NEW, now);
    assertThat(verifier.verifyToken(process().token(bearer, now), now))
        .isInstanceOf(Verdict.Valid.class);
    assertThat(verifier.verifyToken(old, now)).isInstanceOf(Verdict.Invalid.class);
  }

  @Test
  void strangeSignaturesDoNotHaveTheSecretsReadEachTime() {
    pass(Duration.ofSeconds(11));
    int before = reads;
    var strange = new Tickets(secret(3)).token(bearer, now);
    for (int i = 0; i < 100; i++) {
      assertThat(verifier.verifyToken(strange, now)).isInstanceOf(Verdict.Invalid.class);
    }
    assertThat(reads - before).isEqualTo(1);
  }

  @Test
  void whereTheSecretsCannotBeReadThoseKnownGoOn() {
    var ticket = signer.ticket(bearer);
    broken = true;
    pass(Duration.ofDays(1));
    assertThat(verifier.verifyTicket(ticket, now)).isInstanceOf(Verdict.Valid.class);
    assertThat(troubles).isNotEmpty();
    broken = false;
    kept = kept.replaced(NEW, now);
    pass(Duration.ofSeconds(10));
    assertThat(verifier.verifyTicket(ticket, now)).isInstanceOf(Verdict.Invalid.class);
  }

  @Test
  void rotatingAgainForgetsWhatIsOverAndLengthensNothing() {
    var first = kept.rotated(NEW, now, OVERLAP);
    var again = first.rotated(secret(3), now.plus(Duration.ofDays(1)), OVERLAP);
    assertThat(again.keys()).hasSize(3);
    assertThat(again.keys().getFirst().goodUntil()).isEqualTo(first.keys().getFirst().goodUntil());
    assertThat(again.rotated(secret(4), now.plus(Duration.ofDays(20)), OVERLAP).keys()).hasSize(2);
  }

  @Test
  void theTextIsReadBackAndSoIsOneSecretAsItWasKeptBefore() {
    var rotated = kept.rotated(NEW, now, OVERLAP);
    assertThat(SigningKeys.parse(rotated.text())).isEqualTo(rotated);
    assertThat(SigningKeys.parse(rotated.text().getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(rotated);
    assertThat(SigningKeys.parse(OLD)).isEqualTo(kept);
  }

  @Test
  void nothingThatIsSaidShowsASecret() {
    var encoded = Base64.getEncoder().encodeToString(OLD);
    assertThat(kept.toString()).doesNotContain(encoded);
    assertThatThrownBy(() -> SigningKeys.parse("{\"keys\":[\"" + encoded + "\"]}"))
        .hasMessage("the signing secrets are no JSON of keys")
        .hasNoCause();
    assertThatThrownBy(() -> SigningKeys.of(new byte[31]))
        .hasMessage("the signing secret has 31 bytes, it needs at least 32");
    assertThatThrownBy(() -> SigningKeys.parse("{\"keys\":[]}"))
        .hasMessage("there is no signing secret");
  }

  private Tickets process() {
    return new Tickets(new KnownKeys(this::read, troubles::add, () -> now), () -> now);
  }

  private SigningKeys read() {
    reads++;
    if (broken) {
      throw new IllegalStateException("the store does not answer");
    }
    return kept;
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private static byte[] secret(int fill) {
    var secret = new byte[64];
    Arrays.fill(secret, (byte) fill);
    return secret;
  }

  private Bearer bearer() {
    var run = new RunKey(new DagId("orders"), new RunId("r1"));
    var key = new AttemptKey(new TaskInstanceKey(run, new TaskId("extract"), -1), 1);
    return new Bearer(key, AttemptId.of(key, now), new VersionHash("0".repeat(64)));
  }
}
