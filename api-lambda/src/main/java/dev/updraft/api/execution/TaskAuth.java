package dev.updraft.api.execution;

import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Call;
import dev.updraft.api.http.Endpoint;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.core.attempt.Tickets;
import dev.updraft.core.attempt.Tickets.Bearer;
import dev.updraft.core.attempt.Tickets.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Lets attempts in: a ticket claims its attempt and does nothing else, a token acts for its attempt
 * while that may act, and is renewed with the answer once half its life is over. Every route says
 * by the method it is made with how that is checked.
 */
final class TaskAuth {
  static final String ID = "task_instance_id";
  private static final String RENEWED = "Refreshed-API-Token";
  private static final String SCHEME = "bearer ";
  private final Tickets tickets;
  private final Rights rights;
  private final InstantSource clock;

  TaskAuth(Tickets tickets, Rights rights, InstantSource clock) {
    this.tickets = tickets;
    this.rights = rights;
    this.clock = clock;
  }

  /** A route for the ticket of the attempt in its path; the answer carries the attempt's token. */
  Endpoint ticket(TaskEndpoint endpoint) {
    return call -> {
      var now = clock.instant();
      var bearer = self(call, valid(tickets.verifyTicket(secret(call), now))).bearer();
      return endpoint.answer(call, bearer).with(RENEWED, tickets.token(bearer, now));
    };
  }

  /**
   * A route for the token of the attempt in its path that changes the attempt's row and nothing
   * else, on the condition that it runs: who may not act is refused by the write.
   */
  Endpoint conditioned(TaskEndpoint endpoint) {
    return call -> {
      var now = clock.instant();
      return renewed(endpoint, call, self(call, verified(call, now)), now);
    };
  }

  /** A route for the token of the attempt in its path, while it may act. */
  Endpoint self(TaskEndpoint endpoint) {
    return call -> {
      var now = clock.instant();
      var valid = self(call, verified(call, now));
      rights.require(valid.bearer(), now);
      return renewed(endpoint, call, valid, now);
    };
  }

  /** A route for what is left of the log of the attempt in its path. */
  Endpoint log(TaskEndpoint endpoint) {
    return call -> {
      var now = clock.instant();
      var valid = self(call, verified(call, now));
      rights.requireLog(valid.bearer(), now);
      return renewed(endpoint, call, valid, now);
    };
  }

  /** A route for the token of any attempt, while it may act. */
  Endpoint any(TaskEndpoint endpoint) {
    return call -> {
      var now = clock.instant();
      var valid = verified(call, now);
      rights.require(valid.bearer(), now);
      return renewed(endpoint, call, valid, now);
    };
  }

  private Verdict.Valid verified(Call call, Instant now) {
    return valid(tickets.verifyToken(secret(call), now));
  }

  private HttpAnswer renewed(TaskEndpoint endpoint, Call call, Verdict.Valid valid, Instant now) {
    var answer = answer(endpoint, call, valid.bearer());
    return valid.needsRenewal(now) && rights.mayRenew(valid.bearer(), now)
        ? answer.with(RENEWED, tickets.token(valid.bearer(), now))
        : answer;
  }

  /** Problems too must carry a renewed token, or a task that asks in vain loses its own. */
  private static HttpAnswer answer(TaskEndpoint endpoint, Call call, Bearer bearer) {
    try {
      return endpoint.answer(call, bearer);
    } catch (ApiProblem problem) {
      return problem.answer();
    }
  }

  private static Verdict.Valid valid(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Valid valid -> valid;
      case Verdict.Invalid _ -> throw ApiProblem.of(403, "Invalid auth token");
    };
  }

  private static Verdict.Valid self(Call call, Verdict.Valid valid) {
    if (!valid.bearer().id().toString().equals(call.path(ID).toLowerCase(Locale.ROOT))) {
      throw ApiProblem.of(403, "Token subject does not match task instance ID");
    }
    return valid;
  }

  private static String secret(Call call) {
    var header = call.http().header("authorization");
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw ApiProblem.of(401, "Missing auth token");
    }
    return header.substring(SCHEME.length()).strip();
  }
}
