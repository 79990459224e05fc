package dev.updraft.infra;

import dev.updraft.infra.options.Artifacts;
import dev.updraft.infra.options.Image;
import dev.updraft.infra.options.Options;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.IgnoreMode;
import software.amazon.awscdk.services.ecr.IRepository;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecr.RepositoryAttributes;
import software.amazon.awscdk.services.ecr.assets.DockerImageAsset;
import software.amazon.awscdk.services.ecr.assets.Platform;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.lambda.AssetImageCodeProps;
import software.amazon.awscdk.services.lambda.DockerImageCode;
import software.amazon.awscdk.services.lambda.EcrImageCodeProps;
import software.constructs.Construct;

/** Container images: built with the deployment from what the repository's build made, or given. */
final class Images {
  private static final String FUNCTION_FILE = "executor-lambda/Dockerfile";
  private static final String WORKER_FILE = "task-runners/docker/worker.Dockerfile";

  /** What Docker gets to see; everything else would only be sent and never used. */
  private static final List<String> IGNORED =
      List.of(
          "*",
          "!executor-lambda",
          "executor-lambda/*",
          "!executor-lambda/Dockerfile",
          "!executor-lambda/target",
          "executor-lambda/target/*",
          "!executor-lambda/target/executor-lambda.jar",
          "!executor-lambda/target/lambda-client",
          "!task-runners",
          "task-runners/*",
          "!task-runners/docker",
          "!task-runners/python");

  private Images() {}

  static ContainerImage ofContainer(Construct scope, String id, Options options, Image image) {
    return switch (image) {
      case Image.Built _ ->
          ContainerImage.fromDockerImageAsset(
              DockerImageAsset.Builder.create(scope, id)
                  .directory(options.artifacts().context().toString())
                  .file(file(options, WORKER_FILE))
                  .exclude(IGNORED)
                  .ignoreMode(IgnoreMode.DOCKER)
                  .platform(platform(options))
                  .build());
      case Image.Ecr ecr ->
          ContainerImage.fromEcrRepository(repository(scope, id, ecr), ecr.version());
      case Image.Public there -> ContainerImage.fromRegistry(there.uri());
    };
  }

  static DockerImageCode ofFunction(Construct scope, Options options, Image image) {
    return switch (image) {
      case Image.Built _ ->
          DockerImageCode.fromImageAsset(
              options.artifacts().context().toString(),
              AssetImageCodeProps.builder()
                  .file(file(options, FUNCTION_FILE))
                  .exclude(IGNORED)
                  .ignoreMode(IgnoreMode.DOCKER)
                  .platform(platform(options))
                  .build());
      case Image.Ecr ecr ->
          DockerImageCode.fromEcr(
              repository(scope, "Image", ecr),
              EcrImageCodeProps.builder().tagOrDigest(ecr.version()).build());
      case Image.Public there ->
          throw new IllegalArgumentException(
              "Lambda takes images from ECR only, not " + there.uri());
    };
  }

  private static Platform platform(Options options) {
    return switch (options.containers().architecture()) {
      case ARM64 -> Platform.LINUX_ARM64;
      case X86_64 -> Platform.LINUX_AMD64;
    };
  }

  private static String file(Options options, String file) {
    return switch (options.artifacts()) {
      case Artifacts.In _ -> file;
      case Artifacts.None _ -> "Dockerfile";
    };
  }

  private static IRepository repository(Construct scope, String id, Image.Ecr image) {
    var arn =
        "arn:%s:ecr:%s:%s:repository/%s"
            .formatted(Aws.PARTITION, image.region(), image.account(), image.repository());
    return Repository.fromRepositoryAttributes(
        scope,
        id,
        RepositoryAttributes.builder()
            .repositoryArn(arn)
            .repositoryName(image.repository())
            .build());
  }
}
