package dev.updraft.aws.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.updraft.aws.AwsClients;
import dev.updraft.core.port.StoreException;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** Calls of one service, signed with Signature Version 4. They are not tried again. */
public final class SignedCalls {
  private final SdkHttpClient http = AwsClients.http();
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final String service;
  private final URI endpoint;
  private final Region region;
  private final AwsCredentialsProvider credentials;

  /**
   * @param service its name in endpoints and signatures, such as {@code ecs}
   * @param endpoint where it is
   */
  public SignedCalls(
      String service, URI endpoint, Region region, AwsCredentialsProvider credentials) {
    this.service = service;
    this.endpoint = endpoint;
    this.region = region;
    this.credentials = credentials;
  }

  /**
   * As the SDK's usual variables say: region, credentials and, to point it elsewhere, {@code
   * AWS_ENDPOINT_URL} or {@code AWS_ENDPOINT_URL_<SERVICE>}.
   */
  public static SignedCalls fromEnvironment(String service) {
    var environment = System.getenv();
    var region = DefaultAwsRegionProviderChain.builder().build().getRegion();
    var own = "AWS_ENDPOINT_URL_" + service.toUpperCase(Locale.ROOT);
    var elsewhere = environment.getOrDefault(own, environment.getOrDefault("AWS_ENDPOINT_URL", ""));
    var suffix = PartitionMetadata.of(region).dnsSuffix();
    var endpoint =
        elsewhere.isEmpty()
            ? "https://%s.%s.%s".formatted(service, region.id(), suffix)
            : elsewhere;
    return new SignedCalls(
        service, URI.create(endpoint), region, DefaultCredentialsProvider.builder().build());
  }

  /**
   * An answer.
   *
   * @param status HTTP's
   * @param body missing if there is none or it is no JSON
   */
  record Answer(int status, JsonNode body) {
    boolean ok() {
      return status >= 200 && status < 300;
    }

    /** The error's name without its namespace, empty if there is none. */
    String error() {
      var type = body.path("__type").asText();
      return type.substring(type.lastIndexOf('#') + 1);
    }

    /** What the service says of an error. */
    String message() {
      var message = body.path("message").asText(body.path("Message").asText());
      return "%d %s %s".formatted(status, error(), message).strip();
    }
  }

  /**
   * Posts a JSON body.
   *
   * @param path already encoded
   * @throws StoreException if there is no answer
   */
  Answer post(String path, Map<String, String> headers, String body) {
    var builder = SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(endpoint);
    builder.encodedPath(path);
    headers.forEach(builder::putHeader);
    var payload = ContentStreamProvider.fromUtf8String(body);
    var length = Integer.toString(body.getBytes(StandardCharsets.UTF_8).length);
    var request = builder.putHeader("Content-Length", length).build();
    var signed =
        signer.sign(sign ->
            sign.identity(credentials.resolveCredentials())
                .request(request)
                .payload(payload)
                .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region.id()));
    var call =
        HttpExecuteRequest.builder()
            .request(signed.request())
            .contentStreamProvider(signed.payload().orElse(payload))
            .build();
    try {
      return answer(http.prepareRequest(call).call());
    } catch (IOException e) {
      throw new StoreException("no answer of %s: %s".formatted(service, e.getMessage()), e);
    }
  }

  private static Answer answer(HttpExecuteResponse response) throws IOException {
    int status = response.httpResponse().statusCode();
    var content = response.responseBody();
    if (content.isEmpty()) {
      return new Answer(status, MissingNode.getInstance());
    }
    try (var in = content.get()) {
      return new Answer(status, json(in.readAllBytes()));
    }
  }

  private static JsonNode json(byte[] bytes) throws IOException {
    try {
      return Json.MAPPER.readTree(bytes);
    } catch (JsonProcessingException _) {
      return MissingNode.getInstance();
    }
  }
}
