package dev.updraft.aws.ssm;

import dev.updraft.core.port.StoreException;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
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

  private final SsmClient ssm;
  private final String name;

  /** The secret of this parameter. */
  public SharedSecret(SsmClient ssm, String name) {
    this.ssm = ssm;
    this.name = name;
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
