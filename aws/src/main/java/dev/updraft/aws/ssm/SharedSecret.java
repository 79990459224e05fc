package dev.updraft.aws.ssm;

import dev.updraft.core.port.StoreException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
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
 * The secret that signs tickets and tokens: a {@code SecureString} that whoever needs it first
 * makes, because CloudFormation cannot make one. All functions of a deployment read the same.
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
   * Reads the secret, and makes it if there is none.
   *
   * @throws StoreException if it can be neither read nor made
   */
  public byte[] get() {
    try {
      var known = read();
      return known == null ? made() : known;
    } catch (SdkException e) {
      throw new StoreException("parameter " + name + " cannot be read: " + e.getMessage(), e);
    }
  }

  private byte @Nullable [] read() {
    try {
      var answer =
          ssm.getParameter(GetParameterRequest.builder().name(name).withDecryption(true).build());
      return Base64.getDecoder().decode(answer.parameter().value());
    } catch (ParameterNotFoundException notYet) {
      return null;
    } catch (IllegalArgumentException e) {
      throw new StoreException("parameter " + name + " is not Base64", e);
    }
  }

  private byte[] made() {
    var secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    try {
      ssm.putParameter(
          PutParameterRequest.builder()
              .name(name)
              .description("Signs the tickets and tokens of Updraft's attempts")
              .type(ParameterType.SECURE_STRING)
              .value(Base64.getEncoder().encodeToString(secret))
              .overwrite(false)
              .build());
      return secret;
    } catch (ParameterAlreadyExistsException another) {
      var theirs = read();
      if (theirs == null) {
        throw new StoreException("parameter " + name + " was there and is gone", another);
      }
      return theirs;
    }
  }
}
