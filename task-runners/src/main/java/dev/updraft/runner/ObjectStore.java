package dev.updraft.runner;

import java.util.function.Predicate;

/** Objects in S3, as far as a sensor looks at them. */
public interface ObjectStore {
  /** Whether there is an object with this key. */
  boolean exists(String bucket, String key);

  /** Whether any object whose key begins with the prefix matches. */
  boolean anyMatch(String bucket, String prefix, Predicate<String> matches);

  /** A store for workers that have none: asking it fails, saying so. */
  static ObjectStore none() {
    var reason = "there is no S3 here";
    return new ObjectStore() {
      @Override
      public boolean exists(String bucket, String key) {
        throw new UnsupportedOperationException(reason);
      }

      @Override
      public boolean anyMatch(String bucket, String prefix, Predicate<String> matches) {
        throw new UnsupportedOperationException(reason);
      }
    };
  }
}
