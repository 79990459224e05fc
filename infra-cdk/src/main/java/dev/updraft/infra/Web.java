package dev.updraft.infra;

import dev.updraft.infra.options.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.cloudfront.AllowedMethods;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.Function;
import software.amazon.awscdk.services.cloudfront.FunctionAssociation;
import software.amazon.awscdk.services.cloudfront.FunctionCode;
import software.amazon.awscdk.services.cloudfront.FunctionEventType;
import software.amazon.awscdk.services.cloudfront.FunctionRuntime;
import software.amazon.awscdk.services.cloudfront.HttpVersion;
import software.amazon.awscdk.services.cloudfront.OriginProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.OriginRequestPolicy;
import software.amazon.awscdk.services.cloudfront.PriceClass;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;
import software.amazon.awscdk.services.cloudfront.S3OriginAccessControl;
import software.amazon.awscdk.services.cloudfront.SecurityPolicyProtocol;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOrigin;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOriginWithOACProps;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.deployment.BucketDeployment;
import software.amazon.awscdk.services.s3.deployment.CacheControl;
import software.amazon.awscdk.services.s3.deployment.Source;
import software.constructs.Construct;

/**
 * The UI's files and, on the same origin, the API. Pages of the UI are one file; which page is
 * asked for is left to it.
 */
final class Web extends Construct {
  /** What the API answers below. */
  static final List<String> API_PATHS = List.of("/api/*", "/ui/*", "/auth/*", "/execution/*");

  /** Ids in paths may have dots, so below /dags/ nothing is a file. */
  private static final String TO_PAGE =
      """
      function handler(event) {
        var request = event.request;
        var isFile = request.uri.indexOf('.') >= 0 && request.uri.indexOf('/dags/') !== 0;
        if (!isFile) {
          request.uri = '/index.html';
        }
        return request;
      }
      """;

  final Bucket bucket;
  final Distribution distribution;

  /** The UI's address, without a slash at the end. */
  final String url;

  private final Options options;

  Web(Construct scope, Options options, Api api, Identity identity) {
    super(scope, "Web");
    this.options = options;
    this.bucket =
        Bucket.Builder.create(this, "Files")
            .encryption(BucketEncryption.S3_MANAGED)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .enforceSsl(true)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    var headers = SecurityHeaders.of(this, options, identity.signIn);
    var distributing =
        Distribution.Builder.create(this, "Distribution")
            .comment(options.name())
            .defaultBehavior(files(headers))
            .additionalBehaviors(calls(api, headers))
            .defaultRootObject("index.html")
            .httpVersion(HttpVersion.HTTP2_AND_3)
            .priceClass(PriceClass.PRICE_CLASS_100);
    var domain = options.site().domain();
    if (domain != null) {
      distributing
          .domainNames(List.of(domain.name()))
          .certificate(Certificate.fromCertificateArn(this, "Certificate", domain.certificate()))
          .minimumProtocolVersion(SecurityPolicyProtocol.TLS_V1_2_2021);
    }
    this.distribution = distributing.build();
    this.url =
        "https://" + (domain == null ? distribution.getDistributionDomainName() : domain.name());
  }

  private BehaviorOptions files(ResponseHeadersPolicy headers) {
    var toPage =
        Function.Builder.create(this, "ToPage")
            .functionName(Names.global(options, "to-page"))
            .comment("Every page of the UI is index.html")
            .runtime(FunctionRuntime.JS_2_0)
            .code(FunctionCode.fromInline(TO_PAGE))
            .build();
    return BehaviorOptions.builder()
        .origin(
            S3BucketOrigin.withOriginAccessControl(
                bucket, S3BucketOriginWithOACProps.builder().originAccessControl(access()).build()))
        .viewerProtocolPolicy(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
        .cachePolicy(CachePolicy.CACHING_OPTIMIZED)
        .responseHeadersPolicy(headers)
        .compress(true)
        .functionAssociations(
            List.of(
                FunctionAssociation.builder()
                    .eventType(FunctionEventType.VIEWER_REQUEST)
                    .function(toPage)
                    .build()))
        .build();
  }

  private S3OriginAccessControl access() {
    return S3OriginAccessControl.Builder.create(this, "Access")
        .originAccessControlName(Names.global(options, "files"))
        .build();
  }

  private static Map<String, BehaviorOptions> calls(Api api, ResponseHeadersPolicy headers) {
    var host = Fn.select(2, Fn.split("/", api.url.getUrl()));
    var behavior =
        BehaviorOptions.builder()
            .origin(
                HttpOrigin.Builder.create(host)
                    .protocolPolicy(OriginProtocolPolicy.HTTPS_ONLY)
                    .readTimeout(Duration.seconds(30))
                    .build())
            .viewerProtocolPolicy(ViewerProtocolPolicy.HTTPS_ONLY)
            .allowedMethods(AllowedMethods.ALLOW_ALL)
            .cachePolicy(CachePolicy.CACHING_DISABLED)
            .originRequestPolicy(OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER)
            .responseHeadersPolicy(headers)
            .compress(true)
            .build();
    var behaviors = new LinkedHashMap<String, BehaviorOptions>();
    API_PATHS.forEach(path -> behaviors.put(path, behavior));
    return behaviors;
  }

  /** Uploads the UI and what it has to know of this deployment (decision 32). */
  void deploy(Identity identity, String clientId, String version) {
    var signIn = new LinkedHashMap<String, Object>();
    signIn.put("domain", identity.signIn);
    signIn.put("clientId", clientId);
    signIn.put("redirectUri", url + "/");
    signIn.put("scopes", List.of("openid", "email", "profile"));
    var config = new TreeMap<>(Map.of("signIn", signIn, "version", version));
    var log =
        LogGroup.Builder.create(this, "UploadLog")
            .retention(Observability.kept(options))
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    var role = uploader(log);
    var upload =
        BucketDeployment.Builder.create(this, "Upload")
            .destinationBucket(bucket)
            .sources(
                List.of(
                    Source.asset(options.artifacts().ui().toString()),
                    Source.jsonData("config.json", config)))
            .cacheControl(List.of(CacheControl.noCache()))
            .retainOnDelete(false)
            .logGroup(log)
            .distribution(distribution)
            .distributionPaths(List.of("/*"))
            .waitForDistributionInvalidation(false)
            .role(role.withoutPolicyUpdates())
            .build();
    upload.getNode().addDependency(role);
  }

  /** Its rights are listed here, since those the CDK would give have wildcards. */
  private Role uploader(LogGroup log) {
    var role =
        Role.Builder.create(this, "Uploader")
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .description("What the function that uploads the UI may do")
            .build();
    var assets =
        "arn:%s:s3:::cdk-%s-assets-%s-%s"
            .formatted(
                Aws.PARTITION,
                Stack.of(this).getSynthesizer().getBootstrapQualifier(),
                Aws.ACCOUNT_ID,
                Aws.REGION);
    var invalidated =
        "arn:%s:cloudfront::%s:distribution/%s"
            .formatted(Aws.PARTITION, Aws.ACCOUNT_ID, distribution.getDistributionId());
    role.addToPolicy(Rights.write(log));
    role.addToPolicy(Rights.statement(List.of(assets + "/*"), "s3:GetObject"));
    role.addToPolicy(Rights.statement(List.of(assets), "s3:ListBucket"));
    role.addToPolicy(Rights.list(bucket));
    role.addToPolicy(Rights.putObjects(bucket, ""));
    role.addToPolicy(
        Rights.statement(
            List.of(invalidated), "cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"));
    return role;
  }
}
