package dev.updraft.aws;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What failures of AWS mean, and what to do about them. */
final class AwsFaults {
  private static final int CAUSES_MAX = 20;
  private static final String REGION_HEADER = "x-amz-bucket-region";

  private AwsFaults() {}

  static String explain(SdkException e, AwsCall call) {
    var what = "cannot %s %s: ".formatted(call.doing(), call.thing());
    return what
        + (e instanceof AwsServiceException service ? refused(service, call) : unanswered(e));
  }

  /** The error's code; empty where the answer had no body, as those to HEAD. */
  static String code(AwsServiceException e) {
    var details = e.awsErrorDetails();
    return details == null ? "" : Objects.requireNonNullElse(details.errorCode(), "");
  }

  private static String refused(AwsServiceException e, AwsCall call) {
    return switch (code(e)) {
      case "NoSuchBucket" ->
          "there is no such bucket; check its name (`updraft status` shows a stack's DagBucket) and"
              + " that these are the right account's credentials";
      case "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError" ->
          denied(call);
      case "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "RequestExpired" ->
          "the AWS credentials have expired; sign in again (`aws sso login`, or new values of"
              + " AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN)";
      case "InvalidAccessKeyId",
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "SignatureDoesNotMatch",
          "InvalidSignatureException",
          "InvalidToken",
          "AuthFailure",
          "IncompleteSignature" ->
          "AWS does not accept the credentials (%s); check AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
              .formatted(code(e));
      case "RequestTimeTooSkewed" ->
          "this machine's clock differs too much from AWS's; set it and try again";
      case "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException" ->
          otherRegion(e);
      case "SlowDown",
          "Throttling",
          "ThrottlingException",
          "RequestLimitExceeded",
          "ServiceUnavailable",
          "InternalError",
          "InternalFailure" ->
          "AWS is too busy (%s); try again in a while".formatted(code(e));
      case "NotImplemented" ->
          "the endpoint cannot do that (NotImplemented); check that AWS_ENDPOINT_URL_S3 or"
              + " AWS_ENDPOINT_URL names a server that takes conditional writes";
      default -> byStatus(e, call);
    };
  }

  private static String byStatus(AwsServiceException e, AwsCall call) {
    return switch (e.statusCode()) {
      case 403 -> denied(call);
      case 301 -> otherRegion(e);
      default -> {
        var details = e.awsErrorDetails();
        var message = details == null ? null : details.errorMessage();
        yield message == null
            ? "the endpoint answered %d, not as %s does; check AWS_ENDPOINT_URL and the network"
                .formatted(e.statusCode(), service(call))
            : "%s (%s)".formatted(message, code(e));
      }
    };
  }

  private static String denied(AwsCall call) {
    return "access is denied; the identity behind the credentials needs %s on it"
        .formatted(call.permission());
  }

  private static String service(AwsCall call) {
    var name = call.permission().substring(0, call.permission().indexOf(':'));
    return name.equals("s3") ? "S3" : name;
  }

  private static String otherRegion(AwsServiceException e) {
    var details = e.awsErrorDetails();
    var response = details == null ? null : details.sdkHttpResponse();
    var region = response == null ? null : response.firstMatchingHeader(REGION_HEADER).orElse(null);
    return region == null
        ? "the bucket is in another region; set AWS_REGION to the bucket's"
        : "the bucket is in %s; set AWS_REGION=%s".formatted(region, region);
  }

  private static String unanswered(SdkException e) {
    var message = String.valueOf(e.getMessage());
    var words = message.toLowerCase(Locale.ROOT);
    if (words.contains("unable to load region")) {
      return "no AWS region is set; set AWS_REGION, or region in the profile";
    }
    return NoCredentials.isReason(words) ? NoCredentials.explain(message) : unreached(e, message);
  }

  private static String unreached(SdkException e, String message) {
    if (cause(e, UnknownHostException.class) instanceof UnknownHostException unknown) {
      return "the host %s is not known; check AWS_REGION, AWS_ENDPOINT_URL and the network"
          .formatted(unknown.getMessage());
    }
    if (cause(e, ConnectException.class) != null) {
      return "nothing answers there; check AWS_ENDPOINT_URL and the network";
    }
    if (cause(e, SocketTimeoutException.class) != null) {
      return "no answer came in time; check AWS_ENDPOINT_URL and the network";
    }
    if (cause(e, SSLException.class) instanceof SSLException tls) {
      return "no secure connection (%s); check AWS_ENDPOINT_URL and the network"
          .formatted(tls.getMessage());
    }
    return message + "; check AWS_ENDPOINT_URL and the network";
  }

  private static @Nullable Throwable cause(Throwable e, Class<? extends Throwable> type) {
    Throwable one = e;
    for (int i = 0; i < CAUSES_MAX && one != null; i++) {
      if (type.isInstance(one)) {
        return one;
      }
      one = one.getCause();
    }
    return null;
  }
}
