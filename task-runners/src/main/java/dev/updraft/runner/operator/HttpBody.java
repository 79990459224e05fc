package dev.updraft.runner.operator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The reading of an answer's body, of a bounded size and without an end only for as long as bytes
 * come.
 *
 * @param uri what was asked, for messages
 * @param room for the body
 * @param idleMax how long no byte may come
 */
record HttpBody(URI uri, BodyRoom room, Duration idleMax) {
  private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset=\"?([^\\s;\"]{1,40})");
  private static final int BUFFER_BYTES = 8 * 1024;

  /**
   * The body as text.
   *
   * @param atEnd is given what lets go of its room
   * @throws TaskFailure if it is larger than may be
   */
  String text(HttpResponse<InputStream> response, Consumer<Runnable> atEnd)
      throws IOException, InterruptedException {
    try (var in = response.body()) {
      if (response.request().method().equals("HEAD")) {
        return ""; // its length is that of another answer
      }
      long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
      if (length > room.bodyBytesMax()) {
        throw tooLarge("%d bytes".formatted(length));
      }
      var held = room.take(length);
      atEnd.accept(held::release);
      var bytes = read(in);
      held.shrink(bytes.size());
      return bytes.toString(charset(response));
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("while " + uri + " was read");
      }
      throw e;
    }
  }

  private ByteArrayOutputStream read(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var buffer = new byte[BUFFER_BYTES];
    try (var idle = IdleWatch.over(in, idleMax)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        idle.heard();
        if (bytes.size() + (long) n > room.bodyBytesMax()) {
          throw tooLarge("more than %d bytes".formatted(room.bodyBytesMax()));
        }
        bytes.write(buffer, 0, n);
      }
    }
    return bytes;
  }

  private TaskFailure tooLarge(String size) {
    return TaskFailure.last(
        "the answer of %s has %s, at most %d are read; ask for less, or set %s where tasks run"
            .formatted(uri, size, room.bodyBytesMax(), BodyRoom.BODY_VARIABLE));
  }

  private static Charset charset(HttpResponse<?> response) {
    var type = CHARSET.matcher(response.headers().firstValue("Content-Type").orElse(""));
    try {
      return type.find() ? Charset.forName(type.group(1)) : StandardCharsets.UTF_8;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.UTF_8; // as the JDK's own reading of texts
    }
  }
}
