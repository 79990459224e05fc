package dev.updraft.aws;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** AWS did not do what was asked; the message is one line that names it and says what to do. */
public final class AwsProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  /** With its message. */
  public AwsProblem(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = cause instanceof AwsServiceException service ? service.statusCode() : 0;
    this.code = cause instanceof AwsServiceException service ? AwsFaults.code(service) : "";
  }

  /** What the SDK's exception means for one who wanted this. */
  public static AwsProblem of(SdkException e, AwsCall call) {
    return new AwsProblem(AwsFaults.explain(e, call).replaceAll("\\s*[\\r\\n]+\\s*", " "), e);
  }

  /** The HTTP status of the answer; 0 if there was none. */
  public int status() {
    return status;
  }

  /** AWS's code of the error, such as {@code ValidationError}; empty if there was no answer. */
  public String code() {
    return code;
  }

  /** Whether the bucket is not there, unlike an object of it. */
  public boolean isMissingBucket() {
    return code.equals("NoSuchBucket");
  }
}
