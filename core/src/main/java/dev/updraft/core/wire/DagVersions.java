package dev.updraft.core.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.id.VersionHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The identity of a DAG's versions. */
public final class DagVersions {
  private DagVersions() {}

  /**
   * The hash of all that matters in a definition. Where in its file something stands does not: a
   * comment or a blank line makes no new version.
   */
  public static VersionHash hash(Dag dag) {
    var tree = (ObjectNode) Json.tree(dag);
    tree.remove("position");
    tree.withArray("tasks").forEach(task -> ((ObjectNode) task).remove("position"));
    return new VersionHash(sha256(tree.toString()));
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
