package dev.updraft.parser.definition;

import dev.updraft.core.dag.NativeOperator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which operator a word was probably meant to be, among those that run natively. */
final class NearestOperator {
  private static final Map<String, String> PATHS = paths();

  private NearestOperator() {}

  /** {@code ", did you mean x?"} with the class and its package, or nothing. */
  static String hint(String written) {
    return of(written).map(near -> ", did you mean " + near + "?").orElse("");
  }

  /** The class, with its package, whose name is nearest to what is written last after a dot. */
  private static Optional<String> of(String written) {
    var word = folded(written.substring(written.lastIndexOf('.') + 1));
    return Stream.of(word, word + "operator", word + "sensor")
        .flatMap(candidate -> NearestKey.of(candidate, PATHS.keySet()).stream())
        .findFirst()
        .map(PATHS::get);
  }

  private static String folded(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replace("_", "");
  }

  private static Map<String, String> paths() {
    var paths = new TreeMap<String, String>();
    for (var operator : NativeOperator.values()) {
      var path = path(operator);
      paths.put(folded(path.substring(path.lastIndexOf('.') + 1)), path);
    }
    return paths;
  }

  /** Where Airflow 3's providers keep it. */
  private static String path(NativeOperator operator) {
    return switch (operator) {
      case EMPTY -> standard("operators.empty.EmptyOperator");
      case BASH -> standard("operators.bash.BashOperator");
      case PYTHON -> standard("operators.python.PythonOperator");
      case BRANCH_PYTHON -> standard("operators.python.BranchPythonOperator");
      case SHORT_CIRCUIT -> standard("operators.python.ShortCircuitOperator");
      case TRIGGER_DAG_RUN -> standard("operators.trigger_dagrun.TriggerDagRunOperator");
      case LATEST_ONLY -> standard("operators.latest_only.LatestOnlyOperator");
      case TIME_SENSOR -> standard("sensors.time.TimeSensor");
      case TIME_DELTA_SENSOR -> standard("sensors.time_delta.TimeDeltaSensor");
      case DATE_TIME_SENSOR -> standard("sensors.date_time.DateTimeSensor");
      case FILE_SENSOR -> standard("sensors.filesystem.FileSensor");
      case EXTERNAL_TASK_SENSOR -> standard("sensors.external_task.ExternalTaskSensor");
      case HTTP -> "airflow.providers.http.operators.http.HttpOperator";
      case HTTP_SENSOR -> "airflow.providers.http.sensors.http.HttpSensor";
      case S3_KEY_SENSOR -> "airflow.providers.amazon.aws.sensors.s3.S3KeySensor";
    };
  }

  private static String standard(String name) {
    return "airflow.providers.standard." + name;
  }
}
