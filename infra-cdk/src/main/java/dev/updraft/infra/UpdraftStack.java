package dev.updraft.infra;

import dev.updraft.infra.options.Options;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** A whole deployment. */
final class UpdraftStack extends Stack {
  UpdraftStack(Construct scope, Options options, String version) {
    super(
        scope,
        "Updraft",
        StackProps.builder()
            .stackName(options.name())
            .description("Updraft " + version + ": Airflow's model of work, serverless")
            .build());
    var kept = new Kept(this, options);
    var storage = new Storage(this, options, kept);
    var messaging = new Messaging(this, options);
    var identity = new Identity(this, options, kept);
    var api = new Api(this, options, storage, messaging, identity);
    var workers =
        options.has("worker") || options.has("ecs")
            ? new Workers(this, options, messaging, api)
            : null;
    var executors = new Executors(this, options, storage, messaging, api, workers);
    var scheduler = new Scheduler(this, options, storage, messaging, executors.wake);
    var web = new Web(this, options, api, identity);
    var client = identity.client(web.url);
    if (options.site().deployed()) {
      web.deploy(identity, client.getUserPoolClientId(), version);
    }
    var observability =
        new Observability(this, options, storage, messaging, scheduler, executors, api);
    output("ApiUrl", api.url.getUrl(), "Where workers and clients call the API");
    output("UiUrl", web.url, "Where the UI is");
    output(
        "UiHost",
        web.distribution.getDistributionDomainName(),
        "What a domain of its own has to point to");
    output(
        "DagBucket",
        "s3://%s/%s"
            .formatted(storage.dags.getBucketName(), options.dagPrefix().replaceAll("/$", "")),
        "Where DAG files go");
    output("DataBucket", storage.data.getBucketName(), "Where logs and large values are");
    output("UserPoolId", identity.pool.getUserPoolId(), "The users");
    output("UserPoolClientId", client.getUserPoolClientId(), "The UI's client of the users' pool");
    output("SignInUrl", identity.signIn, "The hosted sign-in");
    output("Prefix", options.name(), "What tables, queues and functions are called after");
    outputs(options, workers, observability);
    output("DataProtection", kept.state(), "Whether tables and users are protected from deletion");
    output("Version", version, "The version that is deployed");
  }

  private void outputs(Options options, @Nullable Workers workers, Observability observability) {
    if (workers != null) {
      output("WorkerCluster", workers.cluster.getClusterName(), "Where containers run");
    }
    if (workers != null && !workers.services.isEmpty()) {
      output(
          "WorkerService",
          WorkerService.namePrefix(options),
          "What the workers' services are called, before - and the queue");
    }
    if (observability.dashboardUrl != null) {
      output("DashboardUrl", observability.dashboardUrl, "Is it healthy, slow, dear?");
    }
  }

  private void output(String name, String value, String description) {
    CfnOutput.Builder.create(this, name).value(value).description(description).build();
  }
}
