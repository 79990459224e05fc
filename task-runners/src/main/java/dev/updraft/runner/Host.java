package dev.updraft.runner;

import dev.updraft.runner.api.ApiClient.Runner;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/** Who this process is. */
final class Host {
  private static final int MARK_LENGTH = 8;

  private Host() {}

  /**
   * Who this process is for one attempt. Whoever claims twice under one name has the attempt both
   * times, so that an answer may be lost; but a worker may get two copies of a message, and
   * Lambda's processes, restored from one snapshot, share host name and number.
   */
  static Runner forOneAttempt() {
    var mark = UUID.randomUUID().toString().substring(0, MARK_LENGTH);
    return new Runner(
        name() + "/" + mark,
        System.getProperty("user.name", "unknown"),
        ProcessHandle.current().pid());
  }

  private static String name() {
    var given = System.getenv("HOSTNAME");
    if (given != null) {
      return given;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost"; // a host without a name is not an error
    }
  }
}
