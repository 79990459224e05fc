package dev.updraft.sync;

import dev.updraft.core.dag.Executors;
import dev.updraft.parser.ParseSettings;
import org.jspecify.annotations.Nullable;

/** The executor that tasks get which name none, where the files are for AWS. */
enum UsualExecutor {
  LAMBDA(Executors.LAMBDA),
  WORKER(Executors.WORKER),
  ECS(Executors.ECS);

  private final String executor;

  UsualExecutor(String executor) {
    this.executor = executor;
  }

  /** What files are read with for a stack whose other options are not known. */
  ParseSettings settings() {
    return ParseSettings.AIRFLOW.with(Executors.everyOnAws(executor));
  }

  /** The same, or those of the standalone process if none was named. */
  static ParseSettings settingsOf(@Nullable UsualExecutor usual) {
    return usual == null ? ParseSettings.AIRFLOW : usual.settings();
  }

  @Override
  public String toString() {
    return executor;
  }
}
