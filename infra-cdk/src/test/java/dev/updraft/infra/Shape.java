package dev.updraft.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/** A template's shape: types, names and relations of its resources, without hashes. */
final class Shape {
  private Shape() {}

  /** An id without the hash that the CDK ends it with. */
  static String masked(String id) {
    return id.replaceFirst("[0-9A-F]{8}[0-9a-f]{32}$", "")
        .replaceFirst("(?<=.)([0-9A-F]{8})+$", "");
  }

  /** A line for each resource, sorted. */
  static String of(JsonNode template) {
    var resources = template.path("Resources");
    var lines = new TreeSet<String>();
    resources
        .properties()
        .forEach(entry -> {
          var refs = new TreeSet<String>();
          collect(entry.getValue(), resources, refs);
          refs.remove(masked(entry.getKey()));
          var name = name(entry.getValue().path("Properties"));
          lines.add(
              entry.getValue().path("Type").asText()
                  + " "
                  + masked(entry.getKey())
                  + (name.isEmpty() ? "" : " '" + name + "'")
                  + (refs.isEmpty() ? "" : " -> " + String.join(", ", refs)));
        });
    var outputs = new TreeSet<String>();
    template.path("Outputs").fieldNames().forEachRemaining(name -> outputs.add("Output " + name));
    return String.join("\n", lines) + "\n" + String.join("\n", outputs) + "\n";
  }

  private static String name(JsonNode properties) {
    for (var key :
        new String[] {
          "TableName",
          "QueueName",
          "FunctionName",
          "AlarmName",
          "LogGroupName",
          "GroupName",
          "DashboardName",
          "ServiceName",
          "Family",
          "Name"
        }) {
      if (properties.path(key).isTextual()) {
        return properties.path(key).asText();
      }
    }
    return "";
  }

  private static void collect(JsonNode node, JsonNode resources, Set<String> refs) {
    if (node.isObject()) {
      var ref = node.path("Ref").asText();
      var attribute = node.path("Fn::GetAtt").path(0).asText();
      for (var id : new String[] {ref, attribute}) {
        if (resources.has(id)) {
          refs.add(masked(id));
        }
      }
    }
    node.forEach(child -> collect(child, resources, refs));
  }
}
