package dev.updraft.api.http;

/** What answers the calls of one route. */
@FunctionalInterface
public interface Endpoint {
  /**
   * The answer.
   *
   * @throws ApiProblem if the call cannot be answered as asked
   */
  HttpAnswer answer(Call call);
}
