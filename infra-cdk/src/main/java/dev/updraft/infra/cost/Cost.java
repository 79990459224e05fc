package dev.updraft.infra.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Says what a synthesized deployment costs: idle in a month, and for a million tasks. */
public final class Cost {
  private static final double KIBI = 1_024;

  private Cost() {}

  /**
   * Prints it.
   *
   * @param args the template's file, and the output of {@code updraft bench --json}, without which
   *     the counts are those that this version was measured at
   */
  public static void main(String[] args) throws IOException {
    if (args.length < 1 || args.length > 2) {
      System.err.println("usage: cost TEMPLATE [BENCH.json]");
      System.exit(2);
    }
    var mapper = new ObjectMapper();
    var template = mapper.readTree(Path.of(args[0]).toFile());
    var bench = args.length == 2 ? mapper.readTree(Path.of(args[1]).toFile()) : measured();
    System.out.print(report(template, bench));
  }

  /** The counts that this version was measured at. */
  static JsonNode measured() {
    return Prices.resource("measured.json");
  }

  /** All tables, in Markdown. */
  static String report(JsonNode template, JsonNode bench) {
    var prices = Prices.list();
    var has = Footprint.of(template);
    var text = new StringBuilder();
    text.append("### Idle, a month\n\n");
    text.append(Idle.of(has, prices).table("amount", true));
    for (var run : bench) {
      text.append("\n### A million tasks: %s\n\n".formatted(run.path("run").asText()));
      text.append(MillionTasks.of(run, prices).table("a task", false));
    }
    text.append("\n### While tasks run\n\n");
    text.append("| | list price, $ |\n|---|---|\n");
    text.append(
        "| executor's function, a million seconds at 1,024 MiB | %.2f |\n"
            .formatted(prices.of("lambda_gb_second") * 1_000_000));
    has.workers().forEach(size -> text.append(container(size, prices)));
    text.append("\n").append(prices.source()).append("; ").append("us-east-1.\n");
    return text.toString();
  }

  private static String container(Footprint.Size size, Prices prices) {
    double hour =
        size.cpu() / KIBI * prices.of("fargate_vcpu_hour")
            + size.memory() / KIBI * prices.of("fargate_gb_hour")
            + prices.of("public_ipv4_hour");
    return String.format(
        Locale.ROOT,
        "| container %s on Fargate, an hour with its public address | %.4f |%n",
        size.family(),
        hour);
  }
}
