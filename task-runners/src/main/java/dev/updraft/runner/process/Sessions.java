package dev.updraft.runner.process;

import java.util.List;

/** How the JDK is had to start a program in a session of its own. */
final class Sessions {
  private static final String PERL = "use POSIX; POSIX::setsid(); exec @ARGV or die $!";

  private Sessions() {}

  /** What to put before a command; nothing if the machine has neither {@code setsid} nor Perl. */
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
      return perl == null ? List.of() : List.of(perl.toString(), "-e", PERL);
    }
  }
}
