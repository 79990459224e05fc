package dev.updraft.core.port.contract;

import static dev.updraft.core.port.contract.Samples.at;
import static dev.updraft.core.port.contract.Samples.instance;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.port.XComStore;
import dev.updraft.core.port.XComStore.XCom;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an {@link XComStore} does. */
public abstract class XComStoreContract {
  private static final TaskInstanceKey OWNER = instance("extract", TaskInstanceKey.UNMAPPED);

  private static final AttemptKey FIRST = new AttemptKey(OWNER, 1);

  private XComStore store;

  /** An empty store. */
  protected abstract XComStore open();

  @BeforeEach
  void openStore() {
    store = open();
  }

  @Test
  void aValueIsThereUntilItIsReplacedOrDeleted() {
    store.put(FIRST, "return_value", "{\"rows\":3}", at(0));
    assertThat(store.get(OWNER, "return_value"))
        .isEqualTo(new XCom(OWNER, "return_value", "{\"rows\":3}", at(0)));
    store.put(FIRST, "return_value", "null", at(1));
    assertThat(store.get(OWNER, "return_value"))
        .isEqualTo(new XCom(OWNER, "return_value", "null", at(1)));
    store.delete(FIRST, "return_value");
    store.delete(FIRST, "return_value");
    assertThat(store.get(OWNER, "return_value")).isNull();
  }

  @Test
  void anOlderTryNeitherReplacesNorRemovesWhatANewerOneLeft() {
    var second = new AttemptKey(OWNER, 2);
    var large = "\"" + "x".repeat(600_000) + "\"";
    assertThat(store.put(FIRST, "return_value", "1", at(0))).isTrue();
    assertThat(store.put(second, "return_value", "2", at(1))).isTrue();
    assertThat(store.put(FIRST, "return_value", "3", at(2))).isFalse();
    assertThat(store.delete(FIRST, "return_value")).isFalse();
    assertThat(store.get(OWNER, "return_value"))
        .isEqualTo(new XCom(OWNER, "return_value", "2", at(1)));
    assertThat(store.put(second, "large", large, at(3))).isTrue();
    assertThat(store.put(FIRST, "large", large.replace('x', 'y'), at(4))).isFalse();
    assertThat(store.get(OWNER, "large")).isEqualTo(new XCom(OWNER, "large", large, at(3)));
    assertThat(store.delete(second, "return_value")).isTrue();
    assertThat(store.delete(FIRST, "none")).isTrue();
    assertThat(store.get(OWNER, "return_value")).isNull();
  }

  private static AttemptKey first(String taskId, int mapIndex) {
    return new AttemptKey(instance(taskId, mapIndex), 1);
  }

  @Test
  void aLargeValueComesBackWhole() {
    var json = "\"" + "ä".repeat(600_000) + "\"";
    store.put(FIRST, "return_value", json, at(0));
    assertThat(Objects.requireNonNull(store.get(OWNER, "return_value")).json()).isEqualTo(json);
    assertThat(store.ofTask(OWNER.run(), OWNER.taskId(), "return_value", null, 9).items())
        .extracting(XCom::json)
        .containsExactly(json);
  }

  @Test
  void theKeysOfATaskInstanceAreListedWithoutValues() {
    for (var key : List.of("b", "a", "a#b", "100%")) {
      store.put(FIRST, key, "1", at(0));
      store.put(first("extract", 0), key, "2", at(0));
      store.put(first("extract", 1), "other", "3", at(0));
      store.put(first("extract2", TaskInstanceKey.UNMAPPED), "x", "4", at(0));
    }
    assertThat(store.list(OWNER))
        .containsExactlyInAnyOrder(
            new XCom(OWNER, "100%", "", at(0)),
            new XCom(OWNER, "a", "", at(0)),
            new XCom(OWNER, "a#b", "", at(0)),
            new XCom(OWNER, "b", "", at(0)));
    assertThat(store.list(instance("load", 0))).isEmpty();
  }

  @Test
  void whatEarlierTriesLeftIsClearedAndNothingElse() {
    var other = new AttemptKey(instance("extract", 0), 1);
    for (var key : List.of("a", "b", "c")) {
      store.put(new AttemptKey(OWNER, 1), key, "1", at(0));
      store.put(other, key, "9", at(0));
    }
    store.put(new AttemptKey(OWNER, 2), "b", "2", at(1));
    assertThat(store.clear(new AttemptKey(OWNER, 2), 1)).isFalse();
    assertThat(store.list(OWNER)).hasSize(2);
    assertThat(store.clear(new AttemptKey(OWNER, 2), 1)).isTrue();
    assertThat(store.list(OWNER)).extracting(XCom::key).containsExactly("b");
    assertThat(store.list(other.taskInstance())).hasSize(3);
    assertThat(store.clear(new AttemptKey(OWNER, 2), 1)).isTrue();
  }

  @Test
  void moreThanAThousandValuesAreClearedInRoundsAndListedUpToThere() {
    var first = new AttemptKey(OWNER, 1);
    for (int i = 0; i < 1_200; i++) {
      store.put(first, "key" + i, "1", at(0));
    }
    assertThat(store.list(OWNER)).hasSize(XComStore.LISTED_MAX);
    assertThat(store.clear(new AttemptKey(OWNER, 2), 1_000)).isFalse();
    assertThat(store.list(OWNER)).hasSize(200);
    assertThat(store.clear(new AttemptKey(OWNER, 2), 1_000)).isTrue();
    assertThat(store.list(OWNER)).isEmpty();
  }

  @Test
  void theValuesOfMappedInstancesArePagedByMapIndex() {
    for (var index : List.of(10, 2, 0, 1, 3)) {
      store.put(first("extract", index), "return_value", "" + index, at(0));
      store.put(first("extract", index), "return_value#2", "9", at(0));
      store.put(first("extract2", index), "return_value", "9", at(0));
    }
    assertThat(
            Samples.all(
                from -> store.ofTask(OWNER.run(), new TaskId("extract"), "return_value", from, 2)))
        .extracting(XCom::json)
        .containsExactly("0", "1", "2", "3", "10");
  }
}
