package dev.updraft.api.http;

import java.nio.charset.StandardCharsets;

/** Percent-encoding, read as Airflow's server reads it: what is not well encoded stays as it is. */
final class Percent {
  private Percent() {}

  /** Decodes a segment of a path, where a plus sign is a plus sign. */
  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var decoded = new byte[bytes.length];
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      int value = bytes[i] == '%' && i + 2 < bytes.length ? hex(bytes[i + 1], bytes[i + 2]) : -1;
      if (value >= 0) {
        i += 2;
      }
      decoded[length++] = value >= 0 ? (byte) value : bytes[i];
    }
    return new String(decoded, 0, length, StandardCharsets.UTF_8);
  }

  /** Decodes a name or a value of a query, where a plus sign is a space. */
  static String decodeQuery(String text) {
    return decode(text.replace('+', ' '));
  }

  private static int hex(byte high, byte low) {
    int first = Character.digit(high, 16);
    int second = Character.digit(low, 16);
    return first < 0 || second < 0 ? -1 : first * 16 + second;
  }
}
