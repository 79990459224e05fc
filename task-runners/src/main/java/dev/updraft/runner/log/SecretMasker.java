package dev.updraft.runner.log;

import dev.updraft.core.port.SecretNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Replaces secrets in what is shown. What counts as a secret follows Airflow's masker. */
public final class SecretMasker {
  private static final String MASK = "***";

  /** Shorter values are not masked: they would blot out ordinary text. */
  private static final int LENGTH_MIN = 5;

  private final List<String> secrets = new CopyOnWriteArrayList<>();

  /** Masks this value from now on; of one with several lines, each, as a log has them apart. */
  public synchronized void add(@Nullable String secret) {
    if (secret == null) {
      return;
    }
    addText(secret);
    if (secret.indexOf('\n') >= 0) {
      secret.lines().forEach(line -> addText(line.strip()));
    }
  }

  private void addText(String secret) {
    if (secret.length() >= LENGTH_MIN && !secrets.contains(secret)) {
      secrets.add(secret);
      secrets.sort((a, b) -> b.length() - a.length());
    }
  }

  /** Masks this value from now on if its name says that it is secret. */
  public void addIfSensitive(String name, @Nullable Object value) {
    switch (value) {
      case String text when SecretNames.contains(name) -> add(text);
      case Map<?, ?> map ->
          map.forEach((key, inner) ->
              addIfSensitive(SecretNames.contains(name) ? name : String.valueOf(key), inner));
      case List<?> list -> list.forEach(inner -> addIfSensitive(name, inner));
      case null, default -> {}
    }
  }

  /** The text with all secrets replaced. */
  public String mask(String text) {
    var masked = text;
    for (var secret : secrets) {
      masked = masked.replace(secret, MASK);
    }
    return masked;
  }

  /** The same for a text that was cut off at its end, perhaps within a secret. */
  public String maskCut(String text) {
    var masked = mask(text);
    for (var secret : secrets) {
      for (int length = Math.min(secret.length() - 1, masked.length()); length > 0; length--) {
        if (masked.regionMatches(masked.length() - length, secret, 0, length)) {
          return masked.substring(0, masked.length() - length) + MASK;
        }
      }
    }
    return masked;
  }

  /** The value with all secrets in its texts replaced. */
  public @Nullable Object maskIn(@Nullable Object value) {
    return switch (value) {
      case String text -> mask(text);
      case List<?> list -> {
        var masked = new ArrayList<@Nullable Object>();
        list.forEach(item -> masked.add(maskIn(item)));
        yield masked;
      }
      case Map<?, ?> map -> {
        var masked = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, item) -> masked.put(String.valueOf(key), maskIn(item)));
        yield masked;
      }
      case null, default -> value;
    };
  }
}
