package dev.updraft.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.core.dag.Executors;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.port.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Two events of one file, each handled by a process of its own: the first begins before the second
 * upload, and each may be held up between any two of its calls.
 */
class DagFilesAtOnceTest {
  private static final String FILE = "etl.yml";
  private static final int CALLS_MAX = 60;
  private static final ThreadLocal<Handling> HANDLING = new ThreadLocal<>();

  @Test
  void theNewestFileWinsHoweverTwoEventsMeet() {
    everyMeeting(dag("etl", "echo old"), dag("etl", "echo new"));
  }

  @Test
  void dagsOfTheNewestFileStayAndThoseOfTheOlderGo() {
    everyMeeting(dag("etl", "true") + dag("old", "true"), dag("etl", "true") + dag("new", "true"));
  }

  @Test
  void aFileThatIsGoneStaysGone() {
    everyMeeting(dag("etl", "echo old"), null);
  }

  @Test
  void aFileThatIsUploadedAgainAfterItWasDeletedStays() {
    everyMeeting(null, dag("etl", "echo new"));
  }

  @Test
  void defaultsThatChangeWhileAFileIsReadAreReadToo() {
    for (int held = 0; held < CALLS_MAX; held++) {
      var meeting = new Meeting();
      meeting.put(FILE, dag("etl", "echo old"));
      var reader = meeting.begin(FILE, held);
      meeting.put("defaults.yml", "default_args: {retries: 7}\n");
      meeting.begin("defaults.yml", Integer.MAX_VALUE);
      reader.goOn();
      var row = Objects.requireNonNull(meeting.world.memory.catalog().get(new DagId("etl")));
      var read = meeting.world.memory.catalog().definition(row.dagId(), row.version());
      var retries = Objects.requireNonNull(read).tasks().getFirst().retry().retries();
      assertThat(retries).as("held up before call " + held).isEqualTo(7);
    }
  }

  @Test
  void aFileThatNeverStaysTheSameIsLeftToTheNextEvent() {
    var meeting = new Meeting();
    var uploads = new int[1];
    meeting.world.calls.before(call -> {
      if (call.is("Blobs.first") && FILE.equals(call.arguments().getFirst())) {
        meeting.put(FILE, dag("etl", "echo " + uploads[0]++));
      }
    });
    assertThatThrownBy(() -> meeting.files.changed(FILE))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("etl.yml changed again each of the 5 times it was read");
  }

  private static void everyMeeting(@Nullable String older, @Nullable String newer) {
    boolean meet = true;
    for (int first = 0; first < CALLS_MAX && meet; first++) {
      for (int second = 0; second < CALLS_MAX; second++) {
        var meeting = new Meeting();
        meeting.put(FILE, older);
        var early = meeting.begin(FILE, first);
        meet = early.isHeld();
        meeting.put(FILE, newer);
        var late = meeting.begin(FILE, second);
        boolean held = late.isHeld();
        early.goOn();
        late.goOn();
        meeting.holds(newer, "held up before calls %d and %d".formatted(first, second));
        if (!held) {
          break;
        }
      }
    }
  }

  private static String dag(String dagId, String command) {
    return """
    %s:
      default_args: {owner: me, start_date: 2026-01-01}
      schedule: null
      tasks:
        a: {operator: airflow.providers.standard.operators.bash.BashOperator, bash_command: %s}
    """
        .formatted(dagId, command);
  }

  /** A world with a file that was read once, and those who read it anew. */
  private static final class Meeting {
    final World world = new World();
    final DagFiles files =
        new DagFiles(world.ports, Map.of(), Executors.everyOnAws("lambda"), world::now);

    Meeting() {
      put(FILE, dag("etl", "echo first"));
      files.changed(FILE);
      world.calls.before(_ -> {
        var here = HANDLING.get();
        if (here != null) {
          here.beforeCall();
        }
      });
    }

    void put(String path, @Nullable String text) {
      if (text == null) {
        world.memory.blobs().delete(path);
      } else {
        world.memory.blobs().put(path, text.getBytes(StandardCharsets.UTF_8));
      }
    }

    /** Has a change handled up to one of its calls, or to its end. */
    Handling begin(String path, int held) {
      var begun = new Handling(held);
      begun.start(() -> {
        HANDLING.set(begun);
        files.changed(path);
      });
      return begun;
    }

    /** The catalog and the plans are as if this was the only file there ever was. */
    void holds(@Nullable String text, String when) {
      var alone = new World();
      if (text != null) {
        alone.memory.blobs().put(FILE, text.getBytes(StandardCharsets.UTF_8));
        new DagFiles(alone.ports, Map.of(), Executors.everyOnAws("lambda"), alone::now)
            .changed(FILE);
      }
      var expected = alone.memory.catalog().file(FILE);
      var found = world.memory.catalog().file(FILE);
      assertThat(found).as(when).isEqualTo(expected);
      assertThat(current(world)).as(when).isEqualTo(current(alone));
      assertThat(told(world)).as(when).isEqualTo(told(alone));
    }

    private static Map<DagId, VersionHash> current(World world) {
      var versions = new TreeMap<DagId, VersionHash>();
      world
          .memory
          .catalog()
          .dags(null, 10)
          .items()
          .forEach(row -> versions.put(row.dagId(), row.version()));
      return versions;
    }

    /** What plans were told last, those that were removed aside. */
    private static Map<String, VersionHash> told(World world) {
      var last = new TreeMap<String, VersionHash>();
      for (Inbox.Message message : world.inbox()) {
        if (message.event() instanceof PlanEvent.DagPublished(var version)) {
          last.put(message.to().text(), version);
        } else {
          last.remove(message.to().text());
        }
      }
      return last;
    }
  }

  /** One process at work on one event, which stops before one of its calls until it may go on. */
  private static final class Handling {
    private final int held;
    private final Semaphore stopped = new Semaphore(0);
    private final Semaphore going = new Semaphore(0);
    private int calls;
    private volatile boolean isHeld;
    private volatile boolean ended;
    private volatile @Nullable RuntimeException failure;

    Handling(int held) {
      this.held = held;
    }

    void start(Runnable work) {
      Thread.ofVirtual()
          .start(() -> {
            try {
              work.run();
            } catch (RuntimeException e) {
              failure = e;
            } finally {
              ended = true;
              stopped.release();
            }
          });
      stopped.acquireUninterruptibly();
    }

    void beforeCall() {
      if (calls++ == held) {
        isHeld = true;
        stopped.release();
        going.acquireUninterruptibly();
      }
    }

    boolean isHeld() {
      return isHeld;
    }

    void goOn() {
      if (!ended) {
        going.release();
        stopped.acquireUninterruptibly();
      }
      if (failure != null) {
        throw failure;
      }
    }
  }
}
