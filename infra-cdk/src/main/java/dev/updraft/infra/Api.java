package dev.updraft.infra;

import dev.updraft.infra.options.Options;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.FunctionUrl;
import software.amazon.awscdk.services.lambda.FunctionUrlAuthType;
import software.amazon.awscdk.services.lambda.FunctionUrlOptions;
import software.constructs.Construct;

/**
 * The API behind its function URL, which checks each call itself (decision 31: a function URL, open
 * to all, costs nothing by the request).
 */
final class Api extends Construct {
  final Handler handler;
  final FunctionUrl url;

  Api(Construct scope, Options options, Storage storage, Messaging messaging, Identity identity) {
    super(scope, "Api");
    var environment = Environment.signing(options, storage);
    environment.put("UPDRAFT_USER_POOL_ID", identity.pool.getUserPoolId());
    this.handler = new Handler(this, options, Handler.Kind.API, environment);
    handler.allow(
        Rights.read(storage.state),
        Rights.read(storage.catalog),
        Rights.write(storage.catalog),
        Rights.read(storage.runs, Storage.indexes()),
        Rights.write(storage.runs),
        Rights.read(storage.timers),
        Rights.write(storage.timers),
        Rights.send(Stream.of(messaging.inbox, messaging.timers)),
        Rights.putObjects(storage.data, "logs/"),
        Rights.putObjects(storage.data, "xcoms/"),
        Rights.getObjects(storage.data, "definitions/"),
        Rights.list(storage.data),
        Rights.getObjects(storage.dags, options.dagPrefix()),
        Rights.list(storage.dags),
        Rights.secret(Stack.of(this), Environment.secretParameter(options)));
    this.url =
        handler.live.addFunctionUrl(
            FunctionUrlOptions.builder().authType(FunctionUrlAuthType.NONE).build());
  }
}
