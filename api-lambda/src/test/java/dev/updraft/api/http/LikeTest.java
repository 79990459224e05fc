package dev.updraft.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LikeTest {
  @ParameterizedTest
  @CsvSource({
    "rder, orders, true",
    "RDER, orders, true",
    "o%r%s, orders, true",
    "o__e, orders, true",
    "o_e, orders, false",
    "s%o, orders, false",
    "%, orders, true",
    "orders_, orders, false",
    "_, 😀, true",
    "__, 😀, false",
    "%ss, orderss, true",
    "a%ab, aab, true",
    "Ä%, ä, true",
  })
  void aTermIsFoundAsSqlFindsIt(String term, String text, boolean found) {
    assertThat(Like.of(term).isIn(text)).isEqualTo(found);
  }

  @Test
  void whatIsFoundIsWhatARegularExpressionWouldFind() {
    var random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      var term = letters(random, "ab%_", 6);
      var text = letters(random, "abc", 8);
      var regex = term.replace("%", ".*").replace('_', '.');
      assertThat(Like.of(term).isIn(text))
          .as("%s in %s", term, text)
          .isEqualTo(Pattern.compile(regex).matcher(text).find());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "a%", "_%", "%a%b", "a", "_", "%_%a"})
  void aTermIsSoughtInStepsThatGrowWithItsLengthTimesTheTexts(String part) {
    var term = part.repeat(1_000 / part.length()) + "X";
    var text = new Counted("a".repeat(1_000));

    assertThat(Like.of(term).isIn(text)).isFalse();
    // Each letter is looked at by two calls of charAt at most, and stepped over by two more.
    assertThat(text.looks).isLessThanOrEqualTo(4L * term.length() * text.length());
  }

  private static String letters(Random random, String alphabet, int lengthMax) {
    var letters = new StringBuilder();
    int length = random.nextInt(lengthMax + 1);
    for (int i = 0; i < length; i++) {
      letters.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return letters.toString();
  }

  /** A text that counts how often it is looked at. */
  private static final class Counted implements CharSequence {
    private final String text;
    private long looks;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      looks++;
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      throw new UnsupportedOperationException("a match needs no part of it");
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
