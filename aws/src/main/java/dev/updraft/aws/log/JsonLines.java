package dev.updraft.aws.log;

import dev.updraft.core.wire.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * A record as one line of JSON, with the names Lambda's own lines have, which CloudWatch's queries
 * know: {@code timestamp}, {@code level}, {@code message}, {@code errorType}, {@code errorMessage}
 * and {@code stackTrace}; and {@code logger}. The request's id is not in it: Lambda writes that
 * before and after the lines of each request, one request at a time.
 */
final class JsonLines extends Formatter {
  /** Of a message and of a stack trace, in characters; CloudWatch takes 256 KB a line. */
  static final int TEXT_MAX = 60_000;

  @Override
  public String format(LogRecord record) {
    var line = new LinkedHashMap<String, Object>();
    line.put("timestamp", record.getInstant().toString());
    line.put("level", Logs.word(record.getLevel()));
    line.put("logger", String.valueOf(record.getLoggerName()));
    line.put("message", cut(String.valueOf(formatMessage(record))));
    var thrown = record.getThrown();
    if (thrown != null) {
      line.put("errorType", thrown.getClass().getName());
      line.put("errorMessage", cut(String.valueOf(thrown.getMessage())));
      line.put("stackTrace", cut(stackTrace(thrown)));
    }
    return Json.write(line) + "\n";
  }

  private static String stackTrace(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString().stripTrailing();
  }

  private static String cut(String text) {
    return text.length() <= TEXT_MAX
        ? text
        : text.substring(0, TEXT_MAX) + "… (" + (text.length() - TEXT_MAX) + " characters more)";
  }
}
