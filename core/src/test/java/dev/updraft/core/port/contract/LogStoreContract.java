package dev.updraft.core.port.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.port.LogStore;
import dev.updraft.core.port.LogStore.Chunks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a {@link LogStore} does. */
public abstract class LogStoreContract {
  private static final AttemptKey KEY = Samples.attempt("extract", 1);

  private LogStore store;

  /** An empty store. */
  protected abstract LogStore open();

  @BeforeEach
  void openStore() {
    store = open();
  }

  @Test
  void anAttemptWithoutALogHasNoChunks() {
    assertThat(store.read(KEY, 0)).isEqualTo(new Chunks("", 0, false));
  }

  @Test
  void chunksAreReadInOrderFromAnyOfThem() {
    for (var number = 0; number < 12; number++) {
      store.append(KEY, number, "line " + number + "\n");
    }
    store.append(Samples.attempt("extract", 2), 0, "another try\n");
    assertThat(store.read(KEY, 9)).isEqualTo(new Chunks("line 9\nline 10\nline 11\n", 12, false));
    assertThat(store.read(KEY, 12)).isEqualTo(new Chunks("", 12, false));
    assertThat(store.read(KEY, 0).lines()).startsWith("line 0\nline 1\n").endsWith("line 11\n");
  }

  @Test
  void aChunkStoredAgainIsOneChunk() {
    store.append(KEY, 0, "first\n");
    store.append(KEY, 0, "first\n");
    store.append(KEY, 1, "second\n");
    assertThat(store.read(KEY, 0)).isEqualTo(new Chunks("first\nsecond\n", 2, false));
  }

  @Test
  void aLogGoesOnAfterItsLastChunk() {
    assertThat(store.next(KEY)).isZero();
    store.append(Samples.attempt("extract", 2), 7, "another try\n");
    store.append(Samples.attempt("extractor", 1), 7, "another task\n");
    assertThat(store.next(KEY)).isZero();
    for (var number = 0; number < 12; number++) {
      store.append(KEY, number, "line\n");
    }
    assertThat(store.next(KEY)).isEqualTo(12);
  }

  @Test
  void aLargeLogIsReadInParts() {
    var chunk = "x".repeat(399_999) + "\n";
    for (var number = 0; number < 5; number++) {
      store.append(KEY, number, number + chunk);
    }
    var all = new StringBuilder();
    var next = 0;
    var more = true;
    var reads = 0;
    while (more && reads < 5) {
      var part = store.read(KEY, next);
      assertThat(part.lines().length()).isLessThanOrEqualTo(1_000_000);
      all.append(part.lines());
      next = part.next();
      more = part.more();
      reads++;
    }
    assertThat(reads).isGreaterThan(1);
    assertThat(next).isEqualTo(5);
    assertThat(all.toString())
        .isEqualTo("0" + chunk + "1" + chunk + "2" + chunk + "3" + chunk + "4" + chunk);
  }
}
