package dev.updraft.aws.dynamo;

import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.port.ItemSize;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Keys as text. DAG and task ids hold no {@code |} or {@code #}; what may hold them stands last, or
 * is escaped.
 */
final class Keys {
  /** Above every character of a key, so that a prefix and all below it is a range. */
  static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  private static final String UNMAPPED = "-";

  private Keys() {}

  static String run(RunKey run) {
    return run.dagId() + "|" + run.runId();
  }

  /** Apart from the items of a run by its sort key, which no item of a run has. */
  static String date(DagId dagId, Instant logicalDate) {
    return "%s|%d".formatted(dagId, Item.micros(logicalDate));
  }

  /** A text as the end of a sort key: itself, or its digest where the key would be too long. */
  static String sortable(String before, String text) {
    var key = before + text;
    return ItemSize.of(key) <= ItemSize.SORT_KEY_BYTES_MAX
        ? key
        : before + "sha256-" + digest(text);
  }

  static RunKey parseRun(String text) {
    var bar = text.indexOf('|');
    return new RunKey(new DagId(text.substring(0, bar)), new RunId(text.substring(bar + 1)));
  }

  static String tries(TaskInstanceKey key) {
    return "a#%s#%s#".formatted(key.taskId(), mapIndex(key.mapIndex()));
  }

  static String attempt(AttemptKey key) {
    return "%s%06d".formatted(tries(key.taskInstance()), key.tryNumber());
  }

  static AttemptKey parseAttempt(RunKey run, String sk) {
    var parts = sk.split(Pattern.quote("#"), 4);
    var owner = new TaskInstanceKey(run, new TaskId(parts[1]), parseMapIndex(parts[2]));
    return new AttemptKey(owner, Integer.parseInt(parts[3]));
  }

  static String xcoms(TaskId taskId) {
    return "x#%s#".formatted(taskId);
  }

  static String xcoms(TaskId taskId, String key) {
    return xcoms(taskId) + escaped(key) + "#";
  }

  static String xcom(TaskInstanceKey owner, String key) {
    return xcoms(owner.taskId(), key) + mapIndex(owner.mapIndex());
  }

  static int mapIndexOfXcom(String sk) {
    return parseMapIndex(sk.substring(sk.lastIndexOf('#') + 1));
  }

  static String keyOfXcom(String sk) {
    return sk.split(Pattern.quote("#"), 4)[2].replace("%23", "#").replace("%25", "%");
  }

  static String logs(AttemptKey key) {
    var owner = key.taskInstance();
    return "l#%s#%s#%06d#".formatted(owner.taskId(), mapIndex(owner.mapIndex()), key.tryNumber());
  }

  static String log(AttemptKey key, int number) {
    return "%s%08d".formatted(logs(key), number);
  }

  static int numberOfLog(String sk) {
    return Integer.parseInt(sk.substring(sk.lastIndexOf('#') + 1));
  }

  /** In an S3 key, where some characters are trouble and 1,024 bytes are the limit. */
  static String digest(String text) {
    return HexFormat.of().formatHex(sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  static String digest(byte[] bytes) {
    return HexFormat.of().formatHex(sha256(bytes));
  }

  private static String escaped(String key) {
    return key.replace("%", "%25").replace("#", "%23");
  }

  private static String mapIndex(int mapIndex) {
    return mapIndex == TaskInstanceKey.UNMAPPED ? UNMAPPED : "%010d".formatted(mapIndex);
  }

  private static int parseMapIndex(String text) {
    return text.equals(UNMAPPED) ? TaskInstanceKey.UNMAPPED : Integer.parseInt(text);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
