package dev.updraft.aws.ssm;

import dev.updraft.core.attempt.SigningKeys;
import dev.updraft.core.port.StoreException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.SsmClientBuilder;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;

/**
 * The secrets that sign tickets and tokens: a {@code SecureString} that whoever needs it first
 * makes, because CloudFormation cannot make one. All functions of a deployment read the same, again
 * and again, so that it can be replaced while they run: see {@link SigningKeys}.
 */
public final class SharedSecret {
  /** The environment variable with the parameter's name. */
  public static final String PARAMETER_VARIABLE = "UPDRAFT_SECRET_PARAMETER";

  private static final int BYTES = 64;

  /**
   * With waits of 1, 2, 4 and then 8 seconds, less some chance, about three quarters of a minute.
   */
  private static final int ATTEMPTS = 8;

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

  private final SsmClient ssm;
  private final String name;

  /** The secret of this parameter. */
  public SharedSecret(SsmClient ssm, String name) {
    this.ssm = ssm;
    this.name = name;
  }

  /**
   * A client that tries again where access is denied. While a stack is made, a function starts for
   * its snapshot at once after its role has got its rights, and it takes some seconds till these
   * are known everywhere.
   */
  public static SsmClient patient(SsmClientBuilder builder) {
    return patient(builder, FIRST_WAIT);
  }

  static SsmClient patient(SsmClientBuilder builder, Duration firstWait) {
    var strategy =
        AwsRetryStrategy.standardRetryStrategy().toBuilder()
            .maxAttempts(ATTEMPTS)
            .circuitBreakerEnabled(false)
            .backoffStrategy(
                BackoffStrategy.exponentialDelayHalfJitter(firstWait, firstWait.multipliedBy(8)))
            .retryOnException(SharedSecret::isDenied)
            .build();
    return builder.overrideConfiguration(c -> c.retryStrategy(strategy)).build();
  }

  private static boolean isDenied(Throwable thrown) {
    return thrown instanceof AwsServiceException refused
        && refused.awsErrorDetails() != null
        && refused.awsErrorDetails().errorCode().equals("AccessDeniedException");
  }

  /**
   * Reads the secrets, and makes one if there is none.
   *
   * @throws StoreException if they can be neither read nor made
   */
  public SigningKeys get() {
    try {
      var known = read();
      return known == null ? made() : known;
    } catch (SdkException e) {
      throw new StoreException("parameter " + name + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Stores a new secret beside those that are there; see {@link SigningKeys#rotated}.
   *
   * @throws StoreException if there is none yet, or they cannot be read or stored
   */
  public SigningKeys rotate(Instant now, Duration overlap) {
    return replace(before -> before.rotated(random(), now, overlap));
  }

  /**
   * Stores a new secret in place of those that are there, which are good for nothing any more.
   *
   * @throws StoreException if there is none yet, or they cannot be read or stored
   */
  public SigningKeys replace(Instant now) {
    return replace(before -> before.replaced(random(), now));
  }

  private SigningKeys replace(UnaryOperator<SigningKeys> change) {
    try {
      var before = read();
      if (before == null) {
        throw new StoreException("there is no parameter " + name + " to replace");
      }
      var after = change.apply(before);
      ssm.putParameter(
          PutParameterRequest.builder()
              .name(name)
              .type(ParameterType.SECURE_STRING)
              .value(after.text())
              .overwrite(true)
              .build());
      return after;
    } catch (SdkException e) {
      throw new StoreException("parameter " + name + " cannot be stored: " + e.getMessage(), e);
    }
  }

  private @Nullable SigningKeys read() {
    try {
      var answer =
          ssm.getParameter(GetParameterRequest.builder().name(name).withDecryption(true).build());
      var value = answer.parameter().value();
      return SigningKeys.isText(value)
          ? SigningKeys.parse(value)
          : SigningKeys.of(Base64.getDecoder().decode(value));
    } catch (ParameterNotFoundException notYet) {
      return null;
    } catch (IllegalArgumentException e) {
      throw new StoreException("parameter " + name + " holds no signing secret: " + e.getMessage());
    }
  }

  private static byte[] random() {
    var secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    return secret;
  }

  private SigningKeys made() {
    var secret = random();
    try {
      ssm.putParameter(
          PutParameterRequest.builder()
              .name(name)
              .description("Signs the tickets and tokens of Updraft's attempts")
              .type(ParameterType.SECURE_STRING)
              .value(Base64.getEncoder().encodeToString(secret))
              .overwrite(false)
              .build());
      return SigningKeys.of(secret);
    } catch (ParameterAlreadyExistsException another) {
      var theirs = read();
      if (theirs == null) {
        throw new StoreException("parameter " + name + " was there and is gone", another);
      }
      return theirs;
    }
  }
}
