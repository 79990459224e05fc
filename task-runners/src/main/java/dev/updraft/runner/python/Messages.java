package dev.updraft.runner.python;

import dev.updraft.runner.operator.TaskFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a Python process: lines, of which none may be longer than is good for a worker.
 */
final class Messages {
  /** As JSON, in which each character may take six: several times what the server takes. */
  static final int CHARS_MAX = 32 * 1024 * 1024;

  private static final int BUFFER_CHARS = 16 * 1024;

  private final Reader reader;
  private final int charsMax;
  private final char[] buffer = new char[BUFFER_CHARS];
  private int start;
  private int end;

  Messages(InputStream in, int charsMax) {
    this.reader = new InputStreamReader(in, StandardCharsets.UTF_8);
    this.charsMax = charsMax;
  }

  /**
   * The next message, null at the end. One that the end cuts off is none.
   *
   * @throws TaskFailure if it is too long
   */
  @Nullable String next() throws IOException {
    var line = new StringBuilder();
    while (true) {
      for (int i = start; i < end; i++) {
        if (buffer[i] == '\n') {
          line.append(buffer, start, i - start);
          start = i + 1;
          return line.toString();
        }
      }
      line.append(buffer, start, end - start);
      if (line.length() > charsMax) {
        throw TaskFailure.last(
            "The function handed over a value of more than %d characters as JSON: an XCom may have 5 MB at most"
                .formatted(charsMax));
      }
      start = 0;
      end = Math.max(0, reader.read(buffer));
      if (end == 0) {
        return null;
      }
    }
  }
}
