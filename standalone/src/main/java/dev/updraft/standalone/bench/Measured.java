package dev.updraft.standalone.bench;

import java.time.Duration;

/**
 * What one run was measured at.
 *
 * @param workload what ran
 * @param count what it used
 * @param times how fast it was
 * @param upload from the DAG file's upload to the active DAG
 */
record Measured(Workload workload, Counter.Count count, Times times, Duration upload) {
  double perTask(double used) {
    return used / workload.tasks();
  }

  double tasksPerSecond() {
    return workload.tasks() / times.seconds();
  }
}
