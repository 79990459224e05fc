package dev.updraft.aws.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.updraft.aws.AwsClients;
import dev.updraft.core.call.Backoff;
import dev.updraft.core.call.RetryAfter;
import dev.updraft.core.port.StoreException;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
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

/**
 * Calls of one service, signed with Signature Version 4. One that is throttled, or finds the
 * service broken or silent, is tried again for a moment, so each has to bear a repetition.
 */
public final class SignedCalls {
  /** Short, since what calls has a function's seconds, and comes again itself. */
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofSeconds(4), Duration.ofMillis(200), Duration.ofSeconds(2));

  private final SdkHttpClient http = AwsClients.http();
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final String service;
  private final URI endpoint;
  private final Region region;
  private final AwsCredentialsProvider credentials;
  private final Backoff backoff;

  /**
   * @param service its name in endpoints and signatures, such as {@code ecs}
   * @param endpoint where it is
   */
  public SignedCalls(
      String service, URI endpoint, Region region, AwsCredentialsProvider credentials) {
    this(service, endpoint, region, credentials, BACKOFF);
  }

  SignedCalls(
      String service,
      URI endpoint,
      Region region,
      AwsCredentialsProvider credentials,
      Backoff backoff) {
    this.service = service;
    this.endpoint = endpoint;
    this.region = region;
    this.credentials = credentials;
    this.backoff = backoff;
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
   * @param retryAfter how long the service asks to wait, null if it does not
   */
  record Answer(int status, JsonNode body, @Nullable Duration retryAfter) {
    boolean ok() {
      return status >= 200 && status < 300;
    }

    /** Some services say by an error of status 400 that there were too many calls. */
    boolean mayPass() {
      return Backoff.mayPass(status) || (!ok() && error().contains("Throttl"));
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
    return call(SdkHttpMethod.POST, path, headers, body);
  }

  /**
   * Asks without a body.
   *
   * @throws StoreException if there is no answer
   */
  Answer get(String path) {
    return call(SdkHttpMethod.GET, path, Map.of(), "");
  }

  private Answer call(SdkHttpMethod method, String path, Map<String, String> headers, String body) {
    long began = System.nanoTime();
    for (int failed = 1; ; failed++) {
      @Nullable Answer answer = null;
      @Nullable IOException silence = null;
      try {
        answer = once(method, path, headers, body);
      } catch (IOException e) {
        silence = e;
      }
      if (answer != null && !answer.mayPass()) {
        return answer;
      }
      var elapsed = Duration.ofNanos(System.nanoTime() - began);
      var asked = answer == null ? null : answer.retryAfter;
      var random = ThreadLocalRandom.current().nextDouble();
      switch (backoff.after(failed, elapsed, asked, random)) {
        case Backoff.Next.Wait(var time) -> LockSupport.parkNanos(time.toNanos());
        case Backoff.Next.GiveUp() -> {
          if (answer != null) {
            return answer;
          }
          var why = String.valueOf(Objects.requireNonNull(silence).getMessage());
          throw new StoreException("no answer of %s: %s".formatted(service, why), silence);
        }
      }
    }
  }

  private Answer once(SdkHttpMethod method, String path, Map<String, String> headers, String body)
      throws IOException {
    var builder = SdkHttpRequest.builder().method(method).uri(endpoint);
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
    return answer(http.prepareRequest(call).call());
  }

  private static Answer answer(HttpExecuteResponse response) throws IOException {
    int status = response.httpResponse().statusCode();
    var header = response.httpResponse().firstMatchingHeader("Retry-After").orElse(null);
    var retryAfter = RetryAfter.of(header, Instant.now());
    var content = response.responseBody();
    if (content.isEmpty()) {
      return new Answer(status, MissingNode.getInstance(), retryAfter);
    }
    try (var in = content.get()) {
      return new Answer(status, json(in.readAllBytes()), retryAfter);
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
