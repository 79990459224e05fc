package dev.updraft.core.id;

final class Names {
  private Names() {}

  static void check(String what, String value, int lengthMax) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(what + " is blank");
    }
    if (value.length() > lengthMax) {
      throw new IllegalArgumentException(
          "%s has %d characters, at most %d are allowed: %.40s…"
              .formatted(what, value.length(), lengthMax, value));
    }
  }
}
