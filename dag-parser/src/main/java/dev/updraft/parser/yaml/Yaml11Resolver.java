package dev.updraft.parser.yaml;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** Which type a plain scalar has, by the patterns of YAML 1.1 as PyYAML has them. */
final class Yaml11Resolver extends Resolver {
  private static final Set<String> BOOLEANS =
      Set.of(
          "yes", "Yes", "YES", "no", "No", "NO", "true", "True", "TRUE", "false", "False", "FALSE",
          "on", "On", "ON", "off", "Off", "OFF");
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  /** What is longer is text: no number that means something is. */
  private static final int NUMBER_LENGTH_MAX = 100;

  private static final Pattern INT =
      Pattern.compile(
          "[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+"
              + "|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+");
  private static final Pattern FLOAT =
      Pattern.compile(
          "[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
              + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*"
              + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
              + "(?:[Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]*)?"
              + "(?:[ \\t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?");

  /** None: {@link #resolve} knows them all. */
  @Override
  protected void addImplicitResolvers() {}

  @Override
  public Tag resolve(NodeId kind, @Nullable String value, boolean implicit) {
    return switch (kind) {
      case scalar -> value != null && implicit ? plain(value) : Tag.STR;
      case sequence -> Tag.SEQ;
      case mapping, anchor -> Tag.MAP;
    };
  }

  private static Tag plain(String value) {
    if (NULLS.contains(value)) {
      return Tag.NULL;
    }
    char first = value.charAt(0);
    boolean numeric = value.length() <= NUMBER_LENGTH_MAX;
    if (numeric && (Character.isDigit(first) || first == '-' || first == '+' || first == '.')) {
      return number(value);
    }
    if (value.equals("<<")) {
      return Tag.MERGE;
    }
    return value.length() <= 5 && BOOLEANS.contains(value) ? Tag.BOOL : Tag.STR;
  }

  private static Tag number(String value) {
    if (INT.matcher(value).matches()) {
      return Tag.INT;
    }
    if (FLOAT.matcher(value).matches()) {
      return Tag.FLOAT;
    }
    return TIMESTAMP.matcher(value).matches() ? Tag.TIMESTAMP : Tag.STR;
  }
}
