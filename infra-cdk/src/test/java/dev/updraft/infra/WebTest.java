package dev.updraft.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class WebTest {
  /** AWS's own policies: no caching, and all headers but Host. */
  private static final String CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

  private static final String ALL_BUT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

  private final Deployment plain = Deployment.of(Deployment.PLAIN);

  private static JsonNode distribution(Deployment deployment) {
    return deployment
        .one("AWS::CloudFront::Distribution", "WebDistribution")
        .path("DistributionConfig");
  }

  @Test
  void callsGoToTheFunctionsUrlUncachedWithAllTheirHeaders() {
    var behaviors = distribution(plain).path("CacheBehaviors");
    assertThat(behaviors.findValuesAsText("PathPattern"))
        .containsExactly("/api/*", "/ui/*", "/auth/*", "/execution/*");
    for (var behavior : behaviors) {
      assertThat(behavior.path("CachePolicyId").asText()).isEqualTo(CACHING_DISABLED);
      assertThat(behavior.path("OriginRequestPolicyId").asText()).isEqualTo(ALL_BUT_HOST);
      assertThat(behavior.path("ViewerProtocolPolicy").asText()).isEqualTo("https-only");
      assertThat(Deployment.texts(behavior.path("AllowedMethods"))).contains("PATCH", "DELETE");
      assertThat(origin(behavior).path("DomainName").toString()).contains("FunctionUrl");
    }
  }

  private JsonNode origin(JsonNode behavior) {
    return Deployment.list(distribution(plain).path("Origins")).stream()
        .filter(one -> one.path("Id").equals(behavior.path("TargetOriginId")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void filesComeFromTheBucketThatOnlyTheDistributionReads() {
    var files = origin(distribution(plain).path("DefaultCacheBehavior"));
    assertThat(files.has("OriginAccessControlId")).isTrue();
    var policy = plain.one("AWS::S3::BucketPolicy", "WebFilesPolicy").toString();
    assertThat(policy).contains("cloudfront.amazonaws.com", "AWS:SourceArn");
  }

  @Test
  void anAnswerOfTheApiIsNeverReplacedByAPage() {
    assertThat(distribution(plain).has("CustomErrorResponses")).isFalse();
    assertThat(distribution(plain).path("DefaultCacheBehavior").has("FunctionAssociations"))
        .isTrue();
  }

  @Test
  void theUisPagesMayTalkToThisOriginAndToSignInOnly() {
    var headers = plain.one("AWS::CloudFront::ResponseHeadersPolicy", "WebHeaders").toString();
    assertThat(headers)
        .contains("default-src 'none'", "frame-ancestors 'none'", "connect-src 'self' https://")
        .contains("StrictTransportSecurity", "ContentTypeOptions", "\"DENY\"");
    assertThat(distribution(plain).findValues("ResponseHeadersPolicyId")).hasSize(5);
  }

  @Test
  void aDomainOfItsOwnComesWithItsCertificateAndIsWhereSignInLeadsBackTo() {
    var other = Deployment.of(Deployment.OTHER);
    var config = distribution(other);
    assertThat(Deployment.texts(config.path("Aliases"))).containsExactly("flows.example.org");
    assertThat(config.path("ViewerCertificate").path("MinimumProtocolVersion").asText())
        .isEqualTo("TLSv1.2_2021");
    var client = other.one("AWS::Cognito::UserPoolClient", "IdentityUi");
    assertThat(Deployment.texts(client.path("CallbackURLs")))
        .containsExactly("https://flows.example.org/");
  }

  @Test
  void theUisClientHasNoSecretAndUsesCodesOnly() {
    var client = plain.one("AWS::Cognito::UserPoolClient", "IdentityUi");
    assertThat(client.path("GenerateSecret").asBoolean()).isFalse();
    assertThat(Deployment.texts(client.path("AllowedOAuthFlows"))).containsExactly("code");
  }

  @Test
  void airflowsRolesAreGroupsInTheirOrder() {
    assertThat(
            plain.properties("AWS::Cognito::UserPoolGroup").values().stream()
                .map(group -> group.path("Precedence").asInt() + group.path("GroupName").asText()))
        .containsExactlyInAnyOrder("0Admin", "1Op", "2User", "3Viewer", "4Public");
  }

  @Test
  void onlyAdministratorsMakeAccountsUnlessSignUpIsOpen() {
    assertThat(adminsOnly(plain)).isTrue();
    assertThat(adminsOnly(Deployment.of(Deployment.OTHER))).isFalse();
  }

  private static boolean adminsOnly(Deployment deployment) {
    return deployment
        .one("AWS::Cognito::UserPool", "IdentityUsers")
        .path("AdminCreateUserConfig")
        .path("AllowAdminCreateUserOnly")
        .asBoolean();
  }

  @Test
  void theUiIsToldHowToSignIn() {
    var upload = plain.all("Custom::CDKBucketDeployment").values().iterator().next();
    assertThat(upload.path("Properties").path("SourceMarkers").toString())
        .contains("amazoncognito.com", "IdentityUi", "WebDistribution");
  }
}
