package dev.updraft.api.execution;

import dev.updraft.api.http.Call;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.core.attempt.Tickets.Bearer;

/** What answers the calls of one route that needs a token. */
@FunctionalInterface
interface TaskEndpoint {
  /** The answer to an attempt's call. */
  HttpAnswer answer(Call call, Bearer bearer);
}
