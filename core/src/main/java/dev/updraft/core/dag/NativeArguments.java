package dev.updraft.core.dag;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What becomes of the arguments of operators that run natively, by the standard provider 1.21.0 and
 * the documents of the http and amazon providers. Together the three sets are all an operator takes
 * beside what every operator takes.
 *
 * @param honoured have their effect
 * @param withoutEffect change nothing of a task's result here, such as how a worker waits
 * @param unsupported would change a task's result, and are refused
 */
public record NativeArguments(
    Set<String> honoured, Set<String> withoutEffect, Set<String> unsupported) {
  private static final Set<String> SENSOR =
      words("poke_interval timeout soft_fail exponential_backoff max_wait silent_fail never_fail");
  private static final Set<String> WAITING = words("mode");
  private static final Set<String> DEFERRING = words("mode deferrable");
  private static final Set<String> TRIGGERED =
      words("mode deferrable start_from_trigger trigger_kwargs");
  private static final Set<String> PYTHON =
      words("python_callable op_args op_kwargs templates_dict show_return_value_in_logs");
  private static final Set<String> TCP =
      words(
          "tcp_keep_alive tcp_keep_alive_idle tcp_keep_alive_count tcp_keep_alive_interval"
              + " deferrable");
  private static final Set<String> NONE = Set.of();

  /** Those of one operator. */
  public static NativeArguments of(NativeOperator operator) {
    return switch (operator) {
      case EMPTY, LATEST_ONLY -> new NativeArguments(NONE, NONE, NONE);
      case BASH ->
          new NativeArguments(
              words("bash_command env append_env output_encoding skip_on_exit_code cwd"),
              NONE,
              words("output_processor"));
      case PYTHON, BRANCH_PYTHON -> new NativeArguments(PYTHON, NONE, words("templates_exts"));
      case SHORT_CIRCUIT ->
          new NativeArguments(
              join(PYTHON, words("ignore_downstream_trigger_rules")),
              NONE,
              words("templates_exts"));
      case HTTP ->
          new NativeArguments(
              words(
                  "endpoint method data headers response_check response_filter extra_options"
                      + " http_conn_id log_response request_kwargs"),
              TCP,
              words("pagination_function auth_type retry_args"));
      case TRIGGER_DAG_RUN ->
          new NativeArguments(
              words(
                  "trigger_dag_id trigger_run_id conf logical_date run_after"
                      + " wait_for_completion poke_interval allowed_states failed_states"
                      + " skip_when_already_exists note"),
              words("deferrable openlineage_inject_parent_info"),
              words("fail_when_dag_is_paused execution_date reset_dag_run"));
      case TIME_SENSOR -> sensor("target_time", join(TRIGGERED, words("end_from_trigger")), NONE);
      case TIME_DELTA_SENSOR -> sensor("delta", join(DEFERRING, words("end_from_trigger")), NONE);
      case DATE_TIME_SENSOR -> sensor("target_time", WAITING, NONE);
      case FILE_SENSOR -> sensor("filepath fs_conn_id recursive", TRIGGERED, NONE);
      case S3_KEY_SENSOR ->
          sensor(
              "bucket_key bucket_name wildcard_match use_regex",
              join(DEFERRING, words("aws_conn_id verify region_name botocore_config")),
              words("check_fn metadata_keys"));
      case HTTP_SENSOR ->
          sensor(
              "endpoint http_conn_id method request_params request_kwargs headers"
                  + " response_error_codes_allowlist response_check extra_options",
              join(TRIGGERED, TCP),
              NONE);
      case EXTERNAL_TASK_SENSOR ->
          sensor(
              "external_dag_id external_task_id external_task_ids external_task_group_id"
                  + " allowed_states skipped_states failed_states execution_delta"
                  + " execution_date_fn poll_interval",
              join(DEFERRING, words("check_existence")),
              NONE);
    };
  }

  /** The unsupported arguments that are given and not null or false, by name. */
  public static Set<String> refused(NativeOperator operator, Map<String, ?> arguments) {
    var refused = new TreeSet<String>();
    for (var name : of(operator).unsupported()) {
      var value = arguments.get(name);
      if (value != null && !Boolean.FALSE.equals(value)) {
        refused.add(name);
      }
    }
    return refused;
  }

  private static NativeArguments sensor(
      String own, Set<String> withoutEffect, Set<String> unsupported) {
    return new NativeArguments(join(SENSOR, words(own)), withoutEffect, unsupported);
  }

  private static Set<String> words(String text) {
    return Set.of(text.split(" ", -1));
  }

  @SafeVarargs
  private static Set<String> join(Set<String>... sets) {
    var all = new HashSet<String>();
    for (var set : sets) {
      all.addAll(set);
    }
    return Set.copyOf(all);
  }
}
