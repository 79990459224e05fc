package dev.updraft.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class ServicesTest {
  private static final String URL = "http://127.0.0.1:4566";

  @Test
  void servicesAreInThisProcessUnlessVariablesNameOthers() {
    assertThat(Services.areElsewhere(Map.of("AWS_REGION", "us-east-1"))).isFalse();
    assertThat(Services.areElsewhere(Map.of("AWS_ENDPOINT_URL", URL))).isTrue();
    assertThat(
            Services.areElsewhere(
                Map.of(
                    "AWS_ENDPOINT_URL_DYNAMODB", URL,
                    "AWS_ENDPOINT_URL_SQS", URL,
                    "AWS_ENDPOINT_URL_S3", URL)))
        .isTrue();
  }

  @Test
  void aVariableForOneServiceAloneIsRefusedByName() {
    assertThatThrownBy(() -> Services.areElsewhere(Map.of("AWS_ENDPOINT_URL_S3", URL)))
        .hasMessageContaining("AWS_ENDPOINT_URL_S3 is set: set all of")
        .hasMessageContaining("AWS_ENDPOINT_URL_DYNAMODB");
  }
}
