package dev.updraft.aws.log;

import dev.updraft.core.port.StoreException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * The process's log. Both {@link System.Logger} and SLF4J end in {@code java.util.logging}, whose
 * root gets one handler here.
 */
public final class Logs {
  /** The environment variable with the least level that is written. */
  public static final String LEVEL_VARIABLE = "UPDRAFT_LOG_LEVEL";

  private static final String OURS = "dev.updraft";

  /** Of two words for a level the later is Lambda's. */
  private static final List<Map.Entry<String, Level>> WORDS =
      List.of(
          Map.entry("TRACE", Level.FINER),
          Map.entry("DEBUG", Level.FINE),
          Map.entry("INFO", Level.INFO),
          Map.entry("WARNING", Level.WARNING),
          Map.entry("WARN", Level.WARNING),
          Map.entry("ERROR", Level.SEVERE));

  // Loggers are held weakly, and forget their level with them.
  private static final Logger ROOT = Logger.getLogger("");
  private static final Logger UPDRAFT = Logger.getLogger(OURS);

  private Logs() {}

  /**
   * Has records written to standard error as an environment says. Other libraries never say more
   * than warnings: at finer levels the JDK's HTTP client writes headers down, credentials among
   * them.
   *
   * @throws StoreException if the level is none
   */
  public static void begin(Map<String, String> environment) {
    var level = level(environment.getOrDefault(LEVEL_VARIABLE, ""));
    for (var handler : ROOT.getHandlers()) {
      ROOT.removeHandler(handler);
    }
    var lines = new ConsoleHandler();
    lines.setFormatter(new JsonLines());
    begin(level, lines);
  }

  static void begin(Level level, Handler lines) {
    lines.setLevel(Level.ALL);
    ROOT.addHandler(lines);
    ROOT.setLevel(level.intValue() > Level.WARNING.intValue() ? level : Level.WARNING);
    UPDRAFT.setLevel(level);
  }

  /** A level by Lambda's or Airflow's word for it, in any case; INFO if there is none. */
  static Level level(String text) {
    var word = text.isBlank() ? "INFO" : text.strip().toUpperCase(Locale.ROOT);
    return WORDS.stream()
        .filter(known -> known.getKey().equals(word))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() ->
            new StoreException(
                "%s has to be one of %s, it is '%s'"
                    .formatted(
                        LEVEL_VARIABLE,
                        WORDS.stream().map(Map.Entry::getKey).collect(Collectors.joining(", ")),
                        text)));
  }

  /** Lambda's word for a level. */
  static String word(Level level) {
    return WORDS.reversed().stream()
        .filter(known -> known.getValue().intValue() <= level.intValue())
        .findFirst()
        .orElse(WORDS.getFirst())
        .getKey();
  }
}
