package dev.updraft.standalone.http;

import com.sun.net.httpserver.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Bodies as gzip, for those who take it (RFC 9110, 12.5.3). */
final class Compressed {
  /** Below this a body fits in one packet anyway. */
  private static final int BYTES_MIN = 1_024;

  private static final Set<String> TYPES =
      Set.of("application/json", "application/x-ndjson", "image/svg+xml");

  private Compressed() {}

  /** Makes gzip of bytes. */
  static byte[] gzip(byte... bytes) {
    var out = new ByteArrayOutputStream(bytes.length / 2);
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    return out.toByteArray();
  }

  /**
   * The body to send, with headers that say what it is.
   *
   * @param asked the request's headers
   * @param said the answer's headers, whose type is set
   * @param zip makes gzip of it, or has it
   */
  static byte[] body(Headers asked, Headers said, byte[] bytes, UnaryOperator<byte[]> zip) {
    if (!isText(said.getFirst("Content-Type"))) {
      return bytes;
    }
    said.add("Vary", "Accept-Encoding");
    if (bytes.length < BYTES_MIN || said.containsKey("Content-Encoding") || !isTaken(asked)) {
      return bytes;
    }
    said.set("Content-Encoding", "gzip");
    return zip.apply(bytes);
  }

  private static boolean isText(@Nullable String type) {
    if (type == null) {
      return false;
    }
    var name = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return name.startsWith("text/") || TYPES.contains(name);
  }

  private static boolean isTaken(Headers asked) {
    return asked.getOrDefault("Accept-Encoding", List.of()).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(coding -> coding.replace(" ", "").toLowerCase(Locale.ROOT))
        .anyMatch(coding -> coding.equals("gzip") || isWanted(coding));
  }

  /** {@code gzip;q=0} refuses it. */
  private static boolean isWanted(String coding) {
    return coding.matches("gzip;q=(1(\\.0*)?|0\\.\\d*[1-9]\\d*)");
  }
}
