package dev.updraft.aws.s3;

import java.util.regex.Pattern;

/**
 * Where in S3 a folder lies.
 *
 * @param bucket the bucket
 * @param prefix what keys begin with: empty, or with a slash at its end
 */
public record S3Place(String bucket, String prefix) {
  private static final Pattern URI = Pattern.compile("s3://([^/]+)(/.*)?");
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  /**
   * The place that a text such as {@code s3://bucket/prefix} names.
   *
   * @throws IllegalArgumentException if it names none; the message says what was expected
   */
  public static S3Place of(String text) {
    var uri = URI.matcher(text);
    if (!uri.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no place in S3; expected s3://bucket or s3://bucket/prefix".formatted(text));
    }
    var bucket = uri.group(1);
    if (!BUCKET.matcher(bucket).matches()) {
      throw new IllegalArgumentException(
          ("'%s' is no bucket's name; expected 3 to 63 lowercase letters, digits, dots and hyphens"
                  + " after s3://")
              .formatted(bucket));
    }
    var path = uri.group(2) == null ? "" : uri.group(2).replaceAll("^/+|/+$", "");
    return new S3Place(bucket, path.isEmpty() ? "" : path + "/");
  }

  /** The key of a path below it. */
  public String key(String path) {
    return prefix + path;
  }

  /** The name of a path below it, for people. */
  public String uri(String path) {
    return "s3://" + bucket + "/" + key(path);
  }

  @Override
  public String toString() {
    return uri("");
  }
}
