package dev.updraft.runner.process;

import java.util.List;

/** How a program is started in a session of its own. */
final class Sessions {
  private static final String PERL = "use POSIX; POSIX::setsid(); exec @ARGV or die $!";

  private Sessions() {}

  /**
   * What to put before a command.
   *
   * @throws IllegalStateException if the machine has neither {@code setsid} nor Perl
   */
  static List<String> prefix() {
    return Prefix.COMMAND;
  }

  private static final class Prefix {
    static final List<String> COMMAND = find();

    private static List<String> find() {
      var setsid = UserProcess.onPath("setsid");
      if (setsid != null) {
        return List.of(setsid.toString());
      }
      var perl = UserProcess.onPath("perl");
      if (perl != null) {
        return List.of(perl.toString(), "-e", PERL);
      }
      throw new IllegalStateException(
          "processes cannot be started: neither setsid nor perl is on the PATH");
    }
  }
}
