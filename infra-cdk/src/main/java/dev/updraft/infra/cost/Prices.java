package dev.updraft.infra.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** List prices in US dollars, and what is free of them every month. */
final class Prices {
  private static final String FILE = "prices.json";
  private static final double MILLION = 1_000_000;

  private final JsonNode prices;

  private Prices(JsonNode prices) {
    this.prices = prices;
  }

  static Prices list() {
    return new Prices(resource(FILE));
  }

  static JsonNode resource(String name) {
    try (var in = Objects.requireNonNull(Prices.class.getResourceAsStream(name), name)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  double of(String name) {
    var price = prices.path(name);
    if (!price.isNumber()) {
      throw new IllegalStateException(FILE + " has no number " + name);
    }
    return price.asDouble();
  }

  /** The price of so many, where the price is that of a million. */
  double million(double count, String name) {
    return count * of(name) / MILLION;
  }

  /** When the prices were looked up. */
  String source() {
    return prices.path("source").asText();
  }
}
