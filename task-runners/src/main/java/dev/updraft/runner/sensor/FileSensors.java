package dev.updraft.runner.sensor;

import dev.updraft.runner.operator.Execution;
import dev.updraft.runner.operator.TaskFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Airflow's {@code FileSensor} and {@code S3KeySensor}. */
public final class FileSensors {
  private static final Pattern SPECIAL = Pattern.compile("[*?\\[]");
  private static final int DEPTH_MAX = 50;

  private FileSensors() {}

  /** Whether there is a file, or a directory with a file in it. */
  public static boolean file(Execution execution) {
    var arguments = execution.arguments();
    var path = base(execution).resolve(arguments.text("filepath"));
    execution.log().info("Poking for file " + path);
    var text = path.toString();
    var special = SPECIAL.matcher(text);
    if (!special.find()) {
      return hasFile(path);
    }
    int slash = text.lastIndexOf('/', special.start());
    var root = Path.of(slash <= 0 ? "/" : text.substring(0, slash));
    boolean recursive = arguments.flag("recursive", false);
    var matcher = matcher(recursive ? text : text.replace("**", "*"), recursive);
    return Files.isDirectory(root) && anyMatch(root, matcher);
  }

  /** Where relative paths start: the {@code path} of the connection, if there is one. */
  private static Path base(Execution execution) {
    var id = execution.arguments().text("fs_conn_id", "fs_default");
    var path =
        execution
            .lookups()
            .connection(id)
            .map(connection -> Objects.toString(connection.extras().get("path"), ""));
    if (path.isEmpty() && execution.arguments().has("fs_conn_id")) {
      throw TaskFailure.retryable("The conn_id `%s` isn't defined".formatted(id));
    }
    return Path.of(path.orElse(""));
  }

  /** Python's {@code **} with a slash stands for any directories, none included. */
  private static PathMatcher matcher(String glob, boolean recursive) {
    var pattern = recursive ? glob.replace("/**/", "/{**/,}") : glob;
    return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
  }

  private static boolean anyMatch(Path root, PathMatcher matcher) {
    try (var paths = Files.walk(root, DEPTH_MAX, FileVisitOption.FOLLOW_LINKS)) {
      return paths.anyMatch(path -> matcher.matches(path) && hasFile(path));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look through " + root, e);
    }
  }

  private static boolean hasFile(Path path) {
    if (!Files.isDirectory(path)) {
      return Files.exists(path);
    }
    try (var paths = Files.walk(path, DEPTH_MAX)) {
      return paths.anyMatch(Files::isRegularFile);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look through " + path, e);
    }
  }

  /** Whether all keys exist, or for wildcards and expressions any key that matches each. */
  public static boolean s3(Execution execution) {
    var arguments = execution.arguments();
    var keys = arguments.texts("bucket_key");
    if (keys.isEmpty()) {
      throw arguments.wrong("bucket_key", "a key or a list of keys");
    }
    for (var name : List.of("aws_conn_id", "verify", "region_name", "botocore_config")) {
      if (arguments.has(name)) {
        execution
            .log()
            .warning(
                "%s has no effect here: the worker's own access to S3 is used".formatted(name));
      }
    }
    return keys.stream().allMatch(key -> s3(execution, key));
  }

  private static boolean s3(Execution execution, String given) {
    var arguments = execution.arguments();
    var bucket = arguments.textOrNull("bucket_name");
    var key = given;
    if (given.startsWith("s3://")) {
      if (bucket != null) {
        throw arguments.wrong("bucket_name", "nothing, since bucket_key is a whole s3:// address");
      }
      var rest = given.substring("s3://".length());
      bucket = rest.replaceFirst("/.*", "");
      key = rest.substring(Math.min(rest.length(), bucket.length() + 1));
    }
    if (bucket == null) {
      throw arguments.wrong("bucket_name", "a bucket, or bucket_key as a whole s3:// address");
    }
    execution.log().info("Poking for key : s3://%s/%s".formatted(bucket, key));
    var objects = execution.settings().objects();
    try {
      if (arguments.flag("wildcard_match", false)) {
        var pattern = Globs.fnmatch(key);
        return objects.anyMatch(
            bucket, SPECIAL.split(key, 2)[0], each -> Patience.matcher(pattern, each).matches());
      }
      if (arguments.flag("use_regex", false)) {
        var pattern = Pattern.compile(key);
        return objects.anyMatch(bucket, "", each -> Patience.matcher(pattern, each).lookingAt());
      }
      return objects.exists(bucket, key);
    } catch (UnsupportedOperationException e) {
      throw TaskFailure.last("the sensor cannot look: " + e.getMessage());
    }
  }
}
