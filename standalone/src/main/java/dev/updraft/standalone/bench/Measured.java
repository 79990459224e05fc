package dev.updraft.standalone.bench;

import java.time.Duration;

/**
 * What one run was measured at.
 *
 * @param workload what ran
 * @param count what it used
 * @param times how fast it was
 * @param cpu the processor time this process took; zero if unknown
 * @param upload from the DAG file's upload to the active DAG
 */
record Measured(
    Workload workload, Counter.Count count, Times times, Duration cpu, Duration upload) {
  double perTask(double used) {
    return used / workload.tasks();
  }

  double perTask(long used) {
    return (double) used / workload.tasks();
  }

  double tasksPerSecond() {
    return workload.tasks() / times.seconds();
  }
}
