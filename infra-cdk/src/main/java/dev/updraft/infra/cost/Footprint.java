package dev.updraft.infra.cost;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a template has that is paid for although nothing runs.
 *
 * @param standardMappings mappings of standard queues to functions
 * @param fifoMappings mappings of FIFO queues
 * @param schedules schedules that fire each minute
 * @param clockMemory the memory of the function that is called each minute, in MiB
 * @param alarmMetrics metrics that alarms look at
 * @param dashboards dashboards
 * @param systemLogs whether Lambda writes lines of its own for each call of a function
 * @param hourly resources that are paid for by the hour
 * @param workers the sizes of workers: processor in 1/1024 and memory in MiB
 */
record Footprint(
    int standardMappings,
    int fifoMappings,
    int schedules,
    int clockMemory,
    int alarmMetrics,
    int dashboards,
    boolean systemLogs,
    List<String> hourly,
    List<Size> workers) {
  private static final List<String> BY_THE_HOUR =
      List.of(
          "AWS::EC2::NatGateway",
          "AWS::EC2::EIP",
          "AWS::EC2::Instance",
          "AWS::ElasticLoadBalancingV2::LoadBalancer",
          "AWS::RDS::DBInstance",
          "AWS::KMS::Key",
          "AWS::SecretsManager::Secret",
          "AWS::WAFv2::WebACL");

  /**
   * A container's size.
   *
   * @param family what it is called
   * @param cpu its processor, in 1/1024
   * @param memory its memory, in MiB
   * @param arm whether it is on arm64
   */
  record Size(String family, int cpu, int memory, boolean arm) {}

  static Footprint of(JsonNode template) {
    var resources = template.path("Resources");
    int fifo = 0;
    int standard = 0;
    int schedules = 0;
    int clock = 0;
    int metrics = 0;
    int dashboards = 0;
    boolean systemLogs = false;
    var hourly = new ArrayList<String>();
    var workers = new ArrayList<Size>();
    for (var resource : resources) {
      var type = resource.path("Type").asText();
      var properties = resource.path("Properties");
      switch (type) {
        case "AWS::Lambda::EventSourceMapping" -> {
          var queue = properties.path("EventSourceArn").path("Fn::GetAtt").path(0).asText();
          boolean ordered = resources.path(queue).path("Properties").path("FifoQueue").asBoolean();
          fifo += ordered ? 1 : 0;
          standard += ordered ? 0 : 1;
        }
        case "AWS::Scheduler::Schedule" -> schedules++;
        case "AWS::Lambda::Function" -> {
          clock = Math.max(clock, clockMemory(properties));
          systemLogs |= properties.has("FunctionName") && writesSystemLogs(properties);
        }
        case "AWS::CloudWatch::Alarm" -> metrics += metrics(properties);
        case "AWS::CloudWatch::Dashboard" -> dashboards++;
        case "AWS::ECS::TaskDefinition" -> size(properties, workers);
        default -> {
          if (BY_THE_HOUR.contains(type)
              || (type.equals("AWS::EC2::VPCEndpoint")
                  && properties.path("VpcEndpointType").asText().equals("Interface"))) {
            hourly.add(type);
          }
        }
      }
    }
    return new Footprint(
        standard,
        fifo,
        schedules,
        clock,
        metrics,
        dashboards,
        systemLogs,
        List.copyOf(hourly),
        List.copyOf(workers));
  }

  private static int clockMemory(JsonNode function) {
    return function.path("FunctionName").asText().endsWith("-clock")
        ? function.path("MemorySize").asInt()
        : 0;
  }

  private static boolean writesSystemLogs(JsonNode function) {
    return !function.at("/LoggingConfig/SystemLogLevel").asText("INFO").equals("WARN");
  }

  private static int metrics(JsonNode alarm) {
    if (alarm.has("MetricName")) {
      return 1;
    }
    int metrics = 0;
    for (var one : alarm.path("Metrics")) {
      metrics += one.has("MetricStat") ? 1 : 0;
    }
    return metrics;
  }

  private static void size(JsonNode task, List<Size> workers) {
    if (task.has("Cpu")) {
      workers.add(
          new Size(
              task.path("Family").asText(),
              task.path("Cpu").asInt(),
              task.path("Memory").asInt(),
              task.at("/RuntimePlatform/CpuArchitecture").asText().equals("ARM64")));
    }
  }
}
