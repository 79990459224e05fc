package dev.updraft.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.aws.AwsCall;
import dev.updraft.aws.AwsProblem;
import dev.updraft.aws.Endpoints;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What becomes of the SDK's long words on credentials, regions and endpoints. */
class NoCredentialsTest {
  private static final String ALL =
      "Unable to load credentials from any of the providers in the chain"
          + " AwsCredentialsProviderChain(credentialsProviders=[]) :"
          + " [EnvironmentVariableCredentialsProvider(): Unable to load credentials from system"
          + " settings., WebIdentityTokenFileCredentialsProvider(): %s,"
          + " ProfileCredentialsProvider(profileName=x, profileFile=ProfileFile(sections=[],"
          + " profiles=[Profile(name=x, properties=[role_arn])])): %s,"
          + " ContainerCredentialsProvider(): Cannot fetch credentials from container.,"
          + " InstanceProfileCredentialsProvider(): Failed to load credentials from IMDS.]";
  private static final String NO_TOKEN =
      "Either the environment variable AWS_WEB_IDENTITY_TOKEN_FILE or the javaproperty"
          + " aws.webIdentityTokenFile must be set.";
  private static final String NO_PROFILE =
      "Profile file contained no credentials for profile '%s': ProfileFile(sections=[])";

  @Test
  void noneAtAll() {
    assertThat(said(ALL.formatted(NO_TOKEN, NO_PROFILE.formatted("default"))))
        .isEqualTo(
            "cannot list s3://b/: there are no AWS credentials; set AWS_PROFILE, or"
                + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in with `aws sso login`");
  }

  @Test
  void aProfileThatIsNotThere() {
    assertThat(said(ALL.formatted(NO_TOKEN, NO_PROFILE.formatted("prod"))))
        .isEqualTo(
            "cannot list s3://b/: there are no AWS credentials: Profile file contained no"
                + " credentials for profile 'prod'; check AWS_PROFILE and AWS's configuration"
                + " files");
  }

  @Test
  void aRoleThatCannotBeAssumed() {
    assertThat(
            said(ALL.formatted("Not authorized (Service: Sts)", NO_PROFILE.formatted("default"))))
        .contains("there are no AWS credentials: Not authorized (Service: Sts); check");
  }

  @Test
  void aSignInThatHasExpired() {
    var expired =
        "The SSO session associated with this profile has expired or is otherwise invalid.";
    assertThat(said(ALL.formatted(NO_TOKEN, expired)))
        .isEqualTo("cannot list s3://b/: the sign-in has expired; run `aws sso login`");
  }

  @Test
  void noRegion() {
    assertThat(said("Unable to load region from any of the providers in the chain: [profile]"))
        .isEqualTo(
            "cannot list s3://b/: no AWS region is set; set AWS_REGION, or region in the profile");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost:4566", "ftp://x", "http://127.0.0.1:99999", "http:///x"})
  void anEndpointThatIsNoUrlIsNamed(String value) {
    assertThatThrownBy(() -> Endpoints.check(Map.of("AWS_ENDPOINT_URL_S3", value), List.of("S3")))
        .isInstanceOf(AwsProblem.class)
        .hasMessageStartingWith("AWS_ENDPOINT_URL_S3 is '" + value + "'; expected a URL");
  }

  private static String said(String message) {
    var problem =
        AwsProblem.of(
            SdkClientException.create(message), new AwsCall("list", "s3://b/", "s3:ListBucket"));
    return String.valueOf(problem.getMessage());
  }
}
