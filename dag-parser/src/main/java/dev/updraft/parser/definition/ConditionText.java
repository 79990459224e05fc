package dev.updraft.parser.definition;

import dev.updraft.core.schedule.AssetCondition;
import dev.updraft.core.schedule.AssetCondition.AllOf;
import dev.updraft.core.schedule.AssetCondition.AnyOf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A condition over assets as text: names or URIs, {@code &}, {@code |} and brackets, {@code &}
 * binding tighter.
 */
final class ConditionText {
  private static final int DEPTH_MAX = 50;
  private static final Pattern TOKEN = Pattern.compile("[()&|]|[^\\s()&|]+");

  private final List<String> tokens;
  private final String text;
  private final Function<String, AssetCondition> asset;
  private int next;
  private int depth;

  private ConditionText(String text, Function<String, AssetCondition> asset) {
    this.text = text;
    this.tokens = TOKEN.matcher(text).results().map(match -> match.group()).toList();
    this.asset = asset;
  }

  /**
   * The condition.
   *
   * @param asset what a name or URI stands for
   * @throws IllegalArgumentException if the text is none
   */
  static AssetCondition parse(String text, Function<String, AssetCondition> asset) {
    var parser = new ConditionText(text, asset);
    var condition = parser.any();
    if (parser.peek() != null) {
      throw parser.wrong();
    }
    return condition;
  }

  private AssetCondition any() {
    var parts = new ArrayList<AssetCondition>(List.of(all()));
    while (take("|")) {
      parts.add(all());
    }
    return parts.size() == 1 ? parts.getFirst() : new AnyOf(parts);
  }

  private AssetCondition all() {
    var parts = new ArrayList<AssetCondition>(List.of(one()));
    while (take("&")) {
      parts.add(one());
    }
    return parts.size() == 1 ? parts.getFirst() : new AllOf(parts);
  }

  private AssetCondition one() {
    if (take("(")) {
      if (++depth > DEPTH_MAX) {
        throw new IllegalArgumentException("brackets nested deeper than " + DEPTH_MAX);
      }
      var inner = any();
      if (!take(")")) {
        throw wrong();
      }
      depth--;
      return inner;
    }
    var token = peek();
    if (token == null || "()&|".contains(token)) {
      throw wrong();
    }
    next++;
    return asset.apply(token);
  }

  private boolean take(String sign) {
    boolean found = sign.equals(peek());
    next += found ? 1 : 0;
    return found;
  }

  private @Nullable String peek() {
    return next < tokens.size() ? tokens.get(next) : null;
  }

  private IllegalArgumentException wrong() {
    return new IllegalArgumentException(
        "'%.100s' is not a condition over assets: expected such as (a & b) | c".formatted(text));
  }
}
