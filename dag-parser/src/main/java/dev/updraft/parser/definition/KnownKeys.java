package dev.updraft.parser.definition;

import dev.updraft.core.dag.NativeOperator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The keys that dag-factory, Amazon MWAA Serverless and Airflow's classes know. */
final class KnownKeys {
  /** The callbacks a task may have. */
  static final Set<String> CALLBACKS =
      words(
          "on_execute_callback on_success_callback on_failure_callback on_retry_callback"
              + " on_skipped_callback");

  /** The callbacks in their other form: a function's name and its file. */
  static final Set<String> CALLBACK_FILES =
      words(
          "on_execute_callback_name on_execute_callback_file on_success_callback_name"
              + " on_success_callback_file on_failure_callback_name on_failure_callback_file"
              + " on_retry_callback_name on_retry_callback_file on_skipped_callback_name"
              + " on_skipped_callback_file");

  /** The keys of a DAG. */
  static final Set<String> DAG =
      join(
          words(
              "dag_id dag_display_name description doc_md doc_md_file_path"
                  + " doc_md_python_callable_name doc_md_python_callable_file"
                  + " doc_md_python_arguments tags default_args params dagrun_timeout"
                  + " dagrun_timeout_sec fail_stop fail_fast user_defined_macros"
                  + " user_defined_filters tasks task_groups schedule schedule_interval timetable"
                  + " timezone is_paused_upon_creation start_date end_date catchup concurrency"
                  + " max_active_tasks max_active_runs max_consecutive_failed_dag_runs"
                  + " template_searchpath template_undefined render_template_as_native_obj"
                  + " access_control auto_register jinja_environment_kwargs owner_links"
                  + " depends_on_past email_on_failure email_on_retry default_view orientation"
                  + " sla_miss_callback sla_miss_callback_name sla_miss_callback_file deadline"
                  + " allowed_run_types disable_bundle_versioning rerun_with_latest_version vars"),
          CALLBACKS,
          CALLBACK_FILES);

  /** The keys of a task group. */
  static final Set<String> GROUP =
      words(
          "group_name group_id group_display_name tooltip prefix_group_id default_args dependencies"
              + " parent_group_name doc_md ui_color ui_fgcolor add_suffix_on_collision");

  /** The keys that say what a task is, and are not given to its operator. */
  static final Set<String> STRUCTURE =
      words(
          "operator decorator task_id dependencies task_group_name parent_group_name expand"
              + " partial");

  /** The arguments that every operator of Airflow takes. */
  static final Set<String> BASE =
      join(
          words(
              "owner email email_on_retry email_on_failure retries retry_delay"
                  + " retry_exponential_backoff max_retry_delay retry_policy start_date end_date"
                  + " depends_on_past ignore_first_depends_on_past"
                  + " wait_for_past_depends_before_skipping wait_for_downstream params default_args"
                  + " priority_weight weight_rule queue pool pool_slots sla execution_timeout"
                  + " trigger_rule resources run_as_user map_index_template max_active_tis_per_dag"
                  + " max_active_tis_per_dagrun executor executor_config do_xcom_push"
                  + " multiple_outputs inlets outlets doc doc_md doc_json doc_yaml doc_rst"
                  + " task_display_name logger_name allow_nested_operators"
                  + " render_template_as_native_obj retry_delay_sec execution_timeout_secs"
                  + " max_retry_delay_sec sla_secs task_concurrency pre_execute post_execute"),
          CALLBACKS,
          CALLBACK_FILES);

  /** Keys of operators that people write often, to suggest. */
  static final Set<String> COMMON =
      words(
          "bash_command python_callable python_callable_name python_callable_file op_args op_kwargs"
              + " deferrable poke_interval timeout mode variables_as_arguments soft_fail");

  /** Every key a task is known to take, whatever its operator. */
  static final Set<String> TASK = join(STRUCTURE, BASE, COMMON);

  private static final Set<String> SENSOR =
      words(
          "poke_interval timeout soft_fail mode exponential_backoff max_wait silent_fail never_fail"
              + " deferrable start_from_trigger end_from_trigger trigger_kwargs");
  private static final Set<String> PYTHON =
      words(
          "python_callable python_callable_name python_callable_file op_args op_kwargs"
              + " templates_dict templates_exts show_return_value_in_logs provide_context");

  private static final Map<NativeOperator, Set<String>> ARGUMENTS = arguments();

  private KnownKeys() {}

  /** The arguments an operator that runs natively takes beside {@link #BASE}. */
  static Set<String> argumentsOf(NativeOperator operator) {
    return ARGUMENTS.getOrDefault(operator, Set.of());
  }

  private static Map<NativeOperator, Set<String>> arguments() {
    var arguments = new EnumMap<NativeOperator, Set<String>>(NativeOperator.class);
    for (var operator : NativeOperator.values()) {
      arguments.put(operator, listed(operator));
    }
    return arguments;
  }

  private static Set<String> listed(NativeOperator operator) {
    return switch (operator) {
      case EMPTY, LATEST_ONLY -> Set.of();
      case BASH ->
          words(
              "bash_command env append_env output_encoding skip_on_exit_code cwd"
                  + " output_processor");
      case PYTHON, BRANCH_PYTHON -> PYTHON;
      case SHORT_CIRCUIT -> join(PYTHON, words("ignore_downstream_trigger_rules"));
      case HTTP ->
          words(
              "endpoint method data headers pagination_function response_check response_filter"
                  + " extra_options http_conn_id log_response auth_type tcp_keep_alive"
                  + " tcp_keep_alive_idle tcp_keep_alive_count tcp_keep_alive_interval deferrable"
                  + " retry_args request_kwargs");
      case TRIGGER_DAG_RUN ->
          words(
              "trigger_dag_id trigger_run_id conf logical_date execution_date run_after"
                  + " reset_dag_run wait_for_completion poke_interval allowed_states failed_states"
                  + " skip_when_already_exists fail_when_dag_is_paused note deferrable"
                  + " openlineage_inject_parent_info");
      case TIME_SENSOR, DATE_TIME_SENSOR -> join(SENSOR, words("target_time"));
      case TIME_DELTA_SENSOR -> join(SENSOR, words("delta"));
      case FILE_SENSOR -> join(SENSOR, words("filepath fs_conn_id recursive"));
      case S3_KEY_SENSOR ->
          join(
              SENSOR,
              words(
                  "bucket_key bucket_name wildcard_match check_fn aws_conn_id verify region_name"
                      + " botocore_config use_regex metadata_keys"));
      case HTTP_SENSOR ->
          join(
              SENSOR,
              words(
                  "endpoint http_conn_id method request_params request_kwargs headers"
                      + " response_error_codes_allowlist response_check response_check_name"
                      + " response_check_file response_check_lambda extra_options tcp_keep_alive"
                      + " tcp_keep_alive_idle tcp_keep_alive_count tcp_keep_alive_interval"));
      case EXTERNAL_TASK_SENSOR ->
          join(
              SENSOR,
              words(
                  "external_dag_id external_task_id external_task_ids external_task_group_id"
                      + " allowed_states skipped_states failed_states execution_delta"
                      + " execution_date_fn execution_date_fn_name execution_date_fn_file"
                      + " check_existence poll_interval"));
    };
  }

  /** The arguments without which Airflow's operator refuses to be made. */
  static Set<String> requiredBy(NativeOperator operator) {
    return switch (operator) {
      case BASH -> Set.of("bash_command");
      case TRIGGER_DAG_RUN -> Set.of("trigger_dag_id");
      case TIME_SENSOR, DATE_TIME_SENSOR -> Set.of("target_time");
      case TIME_DELTA_SENSOR -> Set.of("delta");
      case FILE_SENSOR -> Set.of("filepath");
      case S3_KEY_SENSOR -> Set.of("bucket_key");
      case HTTP_SENSOR -> Set.of("endpoint");
      case EXTERNAL_TASK_SENSOR -> Set.of("external_dag_id");
      case EMPTY, PYTHON, BRANCH_PYTHON, SHORT_CIRCUIT, HTTP, LATEST_ONLY -> Set.of();
    };
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
