package dev.updraft.infra.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  @Test
  void nothingSaidIsADeploymentWithoutContainersThatKeepsItsData() {
    var options = Options.of(Map.of());
    assertThat(options.name()).isEqualTo("updraft");
    assertThat(options.removal()).isEqualTo(Options.Removal.RETAIN);
    assertThat(options.executors()).containsExactly("lambda");
    assertThat(options.network()).isEqualTo(new Network.None());
    assertThat(options.signIn().policy()).isEqualTo(SignIn.Policy.INVITE);
  }

  @Test
  void numbersAndListsMayBeTextOrNot() {
    var asText = Options.of(Map.of("retentionDays", "30", "executors", "lambda, ecs"));
    var asJson = Options.of(Map.of("retentionDays", 30, "executors", List.of("lambda", "ecs")));
    assertThat(asText).isEqualTo(asJson);
  }

  @Test
  void theToolkitsOwnKeysAreLeftAlone() {
    var options =
        Options.of(Map.of("aws:cdk:bundling-stacks", List.of("**"), "@aws-cdk/x:y", true));
    assertThat(options.name()).isEqualTo("updraft");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name | Up_draft | lower-case letters",
        "name | ab | 3 to 24",
        "name | mine-tasks | not ending in -dead, -ecs, -tasks or -worker",
        "removal | keep | one of retain, destroy",
        "executors | lambda,kubernetes | lambda, worker, ecs",
        "executors | lambda,lambda | different",
        "executor | worker | one of 'executors': [lambda]",
        "retentionDays | 0 | a whole number from 1 to 3650",
        "retentionDays | many | a whole number from 1 to 3650",
        "retentionDays | 99999999999 | a whole number",
        "executorTimeout | 1801 | a whole number from 60 to 1800",
        "executorImage | docker.io/me/x | an image in ECR",
        "vpc | 10.0.0.0/8 | new, none or vpc-",
        "signUp | anyone | one of invite, self",
        "adminEmail | me | an e-mail address",
        "alarmEmail | me@ | an e-mail address",
        "alarms | some | one of none, few, each",
        "logLevel | verbose | one of debug, info, warning, error",
        "logDays | 8 | a number of days",
        "domain | localhost | a domain such as",
        "certificate | arn:aws:acm:eu-west-1:123456789012:certificate/1 | in us-east-1",
        "dagPrefix | dags | a folder that ends in /",
        "workerQueues | lambda | not lambda or ecs",
        "workerCpu | 300 | a processor of 256",
        "workerMemory | 1500 | whole GiB",
        "workerMemory | 8192 | from 1024 to 4096 with a processor of 512",
        "workerCapacity | lambda | one of fargate, fargate-spot, ec2",
        "dagVariables | TEAM=data | an object of at most 50 texts",
      })
  void aBadValueIsRefusedWithItsKeyAndWhatWasExpected(String key, String value, String expected) {
    assertThatThrownBy(() -> Options.of(Map.of(key, value)))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("'" + key + "'")
        .hasMessageContaining(value)
        .hasMessageContaining(expected);
  }

  @Test
  void aMisspeltKeyIsRefused() {
    assertThatThrownBy(() -> Options.of(Map.of("retentionDay", "3")))
        .hasMessageContaining("'retentionDay' is unknown")
        .hasMessageContaining("retentionDays");
  }

  @Test
  void aDomainNeedsItsCertificate() {
    assertThatThrownBy(() -> Options.of(Map.of("domain", "flows.example.org")))
        .hasMessageContaining("'certificate' is missing");
  }

  @Test
  void containersNeedANetwork() {
    assertThatThrownBy(() -> Options.of(Map.of("executors", "lambda,worker", "vpc", "none")))
        .hasMessageContaining("'vpc' is 'none'")
        .hasMessageContaining("expected new or a network's id");
  }

  @Test
  void aGivenNetworkNeedsItsSubnetsAndTheirZones() {
    var values =
        Map.<String, Object>of(
            "executors", "ecs", "vpc", "vpc-1a", "subnets", "subnet-1,subnet-2", "zones", "eu-1a");
    assertThatThrownBy(() -> Options.of(values)).hasMessageContaining("as many of each");
  }

  @Test
  void aNamedTaskSaysWhatIsWrongWithItAndWhere() {
    var values =
        Map.<String, Object>of("executors", "ecs", "ecsTasks", Map.of("big", Map.of("cpus", 2048)));
    assertThatThrownBy(() -> Options.of(values))
        .hasMessageContaining("ecsTasks.big")
        .hasMessageContaining("'cpus' is unknown");
  }

  @Test
  void namedTasksNeedTheirExecutor() {
    assertThatThrownBy(() -> Options.of(Map.of("ecsTasks", Map.of("big", Map.of()))))
        .hasMessageContaining("expected ecs among them");
  }

  @ParameterizedTest
  @CsvSource({
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/me:1, eu-west-1, team/me, 1",
    "123456789012.dkr.ecr.us-gov-west-1.amazonaws.com/me:1, us-gov-west-1, me, 1",
    "123456789012.dkr.ecr-fips.us-gov-east-1.amazonaws.com/me:1, us-gov-east-1, me, 1",
    "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/me:v1.2, cn-north-1, me, v1.2",
    "123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu/me:1, eusc-de-east-1, me, 1",
    "123456789012.dkr-ecr.us-east-1.on.aws/me:1, us-east-1, me, 1",
  })
  void anImageInEcrIsKnownAsSuchInEveryPartition(
      String text, String region, String repository, String tag) {
    assertThat(Image.of(text)).isEqualTo(new Image.Ecr("123456789012", region, repository, tag));
    assertThat(Options.of(Map.of("executorImage", text)).functions().executorImage())
        .isEqualTo(Image.of(text));
  }

  @Test
  void anImageInEcrMayBeNamedByItsDigest() {
    var digest = "sha256:" + "0af1".repeat(16);
    assertThat(Image.of("123456789012.dkr.ecr.eu-west-1.amazonaws.com/me@" + digest))
        .isEqualTo(new Image.Ecr("123456789012", "eu-west-1", "me", digest));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com/me",
        "123456789012.dkr.ecr.eu-west-1.example.org/me:1",
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com/me@sha256:12"
      })
  void anImageInEcrThatCannotBePulledWithRightsIsRefused(String text) {
    for (var key : List.of("workerImage", "executorImage")) {
      assertThatThrownBy(() -> Options.of(Map.of(key, text)))
          .isInstanceOf(OptionException.class)
          .hasMessageContaining(text)
          .hasMessageContaining("tag");
    }
  }

  @Test
  void otherImagesArePublic() {
    assertThat(Image.of("docker.io/library/me:1")).isInstanceOf(Image.Public.class);
  }

  @Test
  void aMissingArtefactIsNamedWithTheCommandThatMakesIt() {
    var artifacts = Options.of(Map.of("artifacts", "/nowhere")).artifacts();
    assertThatThrownBy(() -> artifacts.jar("api-lambda"))
        .hasMessageContaining("/nowhere/api-lambda/target/api-lambda.jar")
        .hasMessageContaining("./mvnw");
  }
}
