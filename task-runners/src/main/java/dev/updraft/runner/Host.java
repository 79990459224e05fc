package dev.updraft.runner;

import dev.updraft.runner.api.ApiClient.Runner;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who this process is. */
final class Host {
  private Host() {}

  static Runner self() {
    return new Runner(
        name(), System.getProperty("user.name", "unknown"), ProcessHandle.current().pid());
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
