package dev.updraft.runner.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.function.Consumer;

/** Lines of bytes as they arrive. A line longer than the limit is handed over in parts. */
public final class Lines {
  private static final int LINE_BYTES_MAX = 64 * 1024;

  private Lines() {}

  /** Hands over every line of a stream, without its end, until the stream ends. */
  public static void forEach(InputStream in, Charset charset, Consumer<String> consumer)
      throws IOException {
    var line = new ByteArrayOutputStream();
    var buffer = new byte[8192];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      for (int i = 0; i < n; i++) {
        if (buffer[i] == '\n') {
          consumer.accept(line.toString(charset));
          line.reset();
        } else {
          line.write(buffer[i]);
          if (line.size() >= LINE_BYTES_MAX) {
            consumer.accept(line.toString(charset));
            line.reset();
          }
        }
      }
    }
    if (line.size() > 0) {
      consumer.accept(line.toString(charset));
    }
  }
}
