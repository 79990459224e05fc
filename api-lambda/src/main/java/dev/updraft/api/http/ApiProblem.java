package dev.updraft.api.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that cannot be answered as asked: a status and FastAPI's {@code detail}. */
public final class ApiProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final transient Object detail;

  private ApiProblem(int status, Object detail) {
    super(status + " " + detail, null, false, false);
    this.status = status;
    this.detail = detail;
  }

  /** A status with a sentence. */
  public static ApiProblem of(int status, String detail) {
    return new ApiProblem(status, detail);
  }

  /** A status with the detail of the execution API: a reason and a message. */
  public static ApiProblem reason(int status, String reason, String message) {
    return new ApiProblem(status, new Fields().put("reason", reason).put("message", message));
  }

  /** A status with a detail of its own. */
  public static ApiProblem detailed(int status, Fields detail) {
    return new ApiProblem(status, detail);
  }

  /** 400 with a sentence. */
  public static ApiProblem badRequest(String detail) {
    return of(400, detail);
  }

  /** 404 with a sentence. */
  public static ApiProblem notFound(String detail) {
    return of(404, detail);
  }

  /** 404 of the execution API. */
  public static ApiProblem notFoundReason(String message) {
    return reason(404, "not_found", message);
  }

  /** 409 as Airflow answers when a row of that key is there already. */
  public static ApiProblem duplicate(String message) {
    return detailed(
        409,
        new Fields()
            .put("reason", "Unique constraint violation")
            .put("statement", "hidden")
            .put("orig_error", "hidden")
            .put("message", message));
  }

  /**
   * 422 as FastAPI answers for one bad parameter or field.
   *
   * @param type pydantic's type of error, such as {@code int_parsing}
   * @param location where it is, such as {@code query}, {@code limit}
   * @param message pydantic's sentence
   * @param input what was sent
   */
  public static ApiProblem invalid(
      String type, List<?> location, String message, @Nullable Object input) {
    return new ApiProblem(422, List.of(error(type, location, message, input)));
  }

  /**
   * The same, with what pydantic adds to some errors.
   *
   * @param context such as {@code ge}, the least value there may be
   */
  public static ApiProblem invalid(
      String type, List<?> location, String message, @Nullable Object input, Fields context) {
    return new ApiProblem(422, List.of(error(type, location, message, input).put("ctx", context)));
  }

  /** 422 for a value that is none of those there are. */
  static ApiProblem notAmong(String type, List<?> location, List<String> valid, String input) {
    var choice = choice(valid);
    return invalid(
        type, location, "Input should be " + choice, input, new Fields().put("expected", choice));
  }

  /** Choices as pydantic says them: {@code 'a', 'b' or 'c'}. */
  static String choice(List<String> valid) {
    var quoted = valid.stream().map(text -> "'" + text + "'").toList();
    int last = quoted.size() - 1;
    return last < 1
        ? String.join("", quoted)
        : String.join(", ", quoted.subList(0, last)) + " or " + quoted.get(last);
  }

  /** One entry of a 422's list. */
  static Fields error(String type, List<?> location, String message, @Nullable Object input) {
    return new Fields()
        .put("type", type)
        .put("loc", location)
        .put("msg", message)
        .put("input", input);
  }

  /** 422 with several errors. */
  static ApiProblem invalid(List<Fields> errors) {
    return new ApiProblem(422, List.copyOf(errors));
  }

  /** The status. */
  public int status() {
    return status;
  }

  /** The answer that says it. */
  public HttpAnswer answer() {
    return HttpAnswer.json(status, new Fields().put("detail", detail));
  }
}
