package dev.updraft.standalone.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** List prices, in US dollars a million. */
final class Prices {
  private static final String FILE = "list-prices.json";

  private final JsonNode prices;

  private Prices(JsonNode prices) {
    this.prices = prices;
  }

  static Prices list() {
    try (var in = Objects.requireNonNull(Prices.class.getResourceAsStream(FILE), FILE)) {
      return new Prices(Json.MAPPER.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException("the list prices cannot be read", e);
    }
  }

  /** What a million tasks cost, by service, if each uses what these did on average. */
  Map<String, Double> ofMillion(Counter.Count count, int tasks) {
    var bill = new LinkedHashMap<String, Double>();
    bill.put("DynamoDB writes", count.writeUnits() * of("dynamodb_write_units_per_million"));
    bill.put("DynamoDB reads", count.readUnits() * of("dynamodb_read_units_per_million"));
    bill.put("SQS FIFO", count.sqs(true) * of("sqs_fifo_per_million"));
    bill.put("SQS standard", count.sqs(false) * of("sqs_standard_per_million"));
    bill.put(
        "S3",
        count.s3Puts() * of("s3_put_per_million") + count.s3Gets() * of("s3_get_per_million"));
    bill.put("HTTP API", count.apiCalls() * of("http_api_per_million"));
    bill.put(
        "Lambda requests",
        (count.apiCalls() + count.batches()) * of("lambda_requests_per_million"));
    bill.replaceAll((_, cost) -> cost / tasks);
    return bill;
  }

  private double of(String name) {
    var price = prices.path(name);
    if (!price.isNumber()) {
      throw new IllegalStateException(FILE + " has no number " + name);
    }
    return price.asDouble();
  }
}
