package dev.updraft.sync.bucket;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What tells bytes from others, in hexadecimal.
 *
 * @param md5 the ETag of an object that was put at once and is not encrypted by KMS
 * @param sha256 what an object's metadata say
 */
public record Digests(String md5, String sha256) {

  /** Of these bytes. */
  public static Digests of(byte[] bytes) {
    return new Digests(digest("MD5", bytes), digest("SHA-256", bytes));
  }

  private static String digest(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
