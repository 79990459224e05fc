package dev.updraft.runner.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.function.Consumer;

/** Lines of an output as they arrive. */
public final class Lines {
  /** What is kept of a line, in bytes: as much as the server takes as an XCom. */
  public static final int LINE_BYTES_MAX = 5 * 1024 * 1024;

  private static final int READ_BYTES = 16 * 1024;

  private Lines() {}

  /**
   * A line.
   *
   * @param text without its end; where bytes are no characters, {@code \x} and their value, as in
   *     Airflow
   * @param cut whether there was more of it than is kept
   */
  public record Line(String text, boolean cut) {
    /** Without white space at its end, by Python's notion of it. */
    public String stripped() {
      int end = text.length();
      while (end > 0 && isSpace(text.charAt(end - 1))) {
        end--;
      }
      return text.substring(0, end);
    }

    private static boolean isSpace(char c) {
      return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    }
  }

  /** Hands over every line, the last one too if it has no end, until the output ends. */
  public static void forEach(Output output, Charset charset, Consumer<Line> consumer)
      throws IOException, InterruptedException {
    var line = new ByteArrayOutputStream();
    boolean cut = false;
    var buffer = new byte[READ_BYTES];
    for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
      int start = 0;
      for (int i = 0; i <= n; i++) {
        if (i == n || buffer[i] == '\n') {
          int kept = Math.min(i - start, LINE_BYTES_MAX - line.size());
          line.write(buffer, start, kept);
          cut |= kept < i - start;
          start = i + 1;
          if (i < n) {
            consumer.accept(new Line(decoded(line, charset), cut));
            line = line.size() > READ_BYTES ? new ByteArrayOutputStream() : line;
            line.reset();
            cut = false;
          }
        }
      }
    }
    if (line.size() > 0) {
      consumer.accept(new Line(decoded(line, charset), cut));
    }
  }

  private static String decoded(ByteArrayOutputStream line, Charset charset) {
    var bytes = ByteBuffer.wrap(line.toByteArray());
    var text = new StringBuilder(bytes.remaining());
    var decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var chars = CharBuffer.allocate(READ_BYTES);
    CoderResult result;
    do {
      result = decoder.decode(bytes, chars, true);
      drain(chars, text);
      if (result.isError()) {
        for (int i = 0; i < result.length(); i++) {
          text.append("\\x%02x".formatted(bytes.get()));
        }
      }
    } while (!result.isUnderflow());
    flush(decoder, chars, text);
    return text.toString();
  }

  private static void flush(CharsetDecoder decoder, CharBuffer chars, StringBuilder text) {
    var _ = decoder.flush(chars);
    drain(chars, text);
  }

  private static void drain(CharBuffer chars, StringBuilder text) {
    text.append(chars.flip());
    chars.clear();
  }
}
