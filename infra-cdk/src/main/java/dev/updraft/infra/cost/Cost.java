package dev.updraft.infra.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Says what a synthesized deployment costs: idle in a month, and for a million tasks. */
public final class Cost {
  private static final double KIBI = 1_024;

  /** Where a template has no containers: the defaults of deployments that have. */
  private static final List<Footprint.Size> USUAL_WORKERS =
      List.of(
          new Footprint.Size("of the default size", 512, 1_024, true),
          new Footprint.Size("of the default size on x86-64", 512, 1_024, false));

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
      text.append(MillionTasks.of(run, prices, has.systemLogs()).table("a task", false));
    }
    text.append("\n### While tasks run\n\n");
    text.append("| | list price, $ |\n|---|---|\n");
    text.append(
        "| executor's function, a million seconds at 1,024 MiB | %.2f |\n"
            .formatted(prices.of("lambda_gb_second") * 1_000_000));
    var sizes = has.workers().isEmpty() ? USUAL_WORKERS : has.workers();
    sizes.forEach(size -> text.append(container(size, prices)));
    text.append("\n### Every type of resource\n\n").append(typesTable(template));
    text.append("\n").append(prices.source()).append("; ").append("us-east-1.\n");
    return text.toString();
  }

  private static String container(Footprint.Size size, Prices prices) {
    var kind = size.arm() ? "fargate_" : "fargate_x86_";
    double hour =
        size.cpu() / KIBI * prices.of(kind + "vcpu_hour")
            + size.memory() / KIBI * prices.of(kind + "gb_hour");
    double address = prices.of("public_ipv4_hour");
    return String.format(
        Locale.ROOT,
        "| container %s on Fargate, an hour (%.4f) with its public IPv4 address (%.4f) | %.4f |%n",
        size.family(),
        hour,
        address,
        hour + address);
  }

  /** What each type of resource in a template costs: where it is priced, or why it is free. */
  static JsonNode types() {
    return Prices.resource("resource-types.json");
  }

  private static String typesTable(JsonNode template) {
    var lines = new TreeSet<String>();
    for (var resource : template.path("Resources")) {
      var type = resource.path("Type").asText();
      var said = types().path(type);
      if (said.isMissingNode()) {
        throw new IllegalStateException(
            "resource-types.json does not say what %s costs".formatted(type));
      }
      lines.add(
          "| `%s` | %s |%n"
              .formatted(
                  type,
                  said.has("priced")
                      ? "**priced** " + said.path("priced").asText()
                      : "free: " + said.path("free").asText()));
    }
    return "| type | |\n|---|---|\n" + String.join("", lines);
  }
}
