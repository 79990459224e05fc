package dev.updraft.standalone.http;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What Lambda tells a handler of its call, told by this process. */
public final class LocalContext implements Context {
  private static final System.Logger LOG = System.getLogger(LocalContext.class.getName());
  private static final int MEMORY_MB = 1_024;

  private final String requestId = UUID.randomUUID().toString();

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public String getLogGroupName() {
    return "standalone";
  }

  @Override
  public String getLogStreamName() {
    return "standalone";
  }

  @Override
  public String getFunctionName() {
    return "standalone";
  }

  @Override
  public String getFunctionVersion() {
    return "$LATEST";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn:aws:lambda:local:000000000000:function:standalone";
  }

  @Override
  @SuppressWarnings("NullAway") // Lambda gives none either when no mobile client calls.
  public @Nullable CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  @SuppressWarnings("NullAway") // As above.
  public @Nullable ClientContext getClientContext() {
    return null;
  }

  /** Nothing here ends a handler's call early. */
  @Override
  public int getRemainingTimeInMillis() {
    return Math.toIntExact(Duration.ofDays(7).toMillis());
  }

  @Override
  public int getMemoryLimitInMB() {
    return MEMORY_MB;
  }

  @Override
  public LambdaLogger getLogger() {
    return new LambdaLogger() {
      @Override
      public void log(String message) {
        LOG.log(System.Logger.Level.INFO, message);
      }

      @Override
      public void log(byte[] message) {
        log(new String(message, StandardCharsets.UTF_8));
      }
    };
  }
}
