package dev.updraft.api.execution;

import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Body;
import dev.updraft.api.http.Call;
import dev.updraft.api.http.Fields;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.Router;
import dev.updraft.api.shape.VariableBounds;
import dev.updraft.api.view.Paged;
import dev.updraft.core.attempt.Tickets.Bearer;
import dev.updraft.core.port.Variables;
import dev.updraft.core.port.Variables.Variable;

/** Variables for runners, in the clear. */
final class TaskVariablesApi {
  private static final int VARIABLES_MAX = 10_000;
  private static final int KEYS_DEFAULT = 1_000;
  private static final String VARIABLE = "/execution/variables/{variable_key:path}";
  private final Variables variables;

  TaskVariablesApi(Variables variables) {
    this.variables = variables;
  }

  void routes(Router router, TaskAuth auth) {
    router
        .on("GET", "/execution/variables/keys", auth.any(this::keys))
        .on("GET", VARIABLE, auth.any(this::get))
        .on("PUT", VARIABLE, auth.any(this::put))
        .on("DELETE", VARIABLE, auth.any(this::delete));
  }

  private HttpAnswer keys(Call call, Bearer bearer) {
    var prefix = call.query("prefix");
    int limit = call.queryInt("limit", KEYS_DEFAULT, 1);
    int offset = call.queryInt("offset", 0, 0);
    var keys =
        Paged.first(VARIABLES_MAX, variables::list).stream()
            .map(Variable::key)
            .filter(key -> prefix == null || key.startsWith(prefix))
            .sorted()
            .toList();
    return HttpAnswer.ok(
        Fields.list(
            "keys",
            keys.stream().skip(offset).limit(Math.min(limit, VARIABLES_MAX)).toList(),
            keys.size()));
  }

  private HttpAnswer get(Call call, Bearer bearer) {
    var key = call.path("variable_key");
    var variable = variables.get(key);
    if (variable == null) {
      throw ApiProblem.notFoundReason("Variable with key '" + key + "' not found");
    }
    return HttpAnswer.ok(new Fields().put("key", key).put("value", variable.value()));
  }

  private HttpAnswer put(Call call, Bearer bearer) {
    var body = Body.of(call).only("val", "value", "description");
    var field = body.has("value") ? "value" : "val";
    var value = body.needs(field).text(field, VariableBounds.BYTES_MAX);
    var description = body.text("description", VariableBounds.DESCRIPTION_LENGTH_MAX);
    body.check();
    variables.put(
        VariableBounds.checked(
            new Variable(call.path("variable_key"), value == null ? "" : value, description)));
    return HttpAnswer.json(201, new Fields().put("message", "Variable successfully set"));
  }

  private HttpAnswer delete(Call call, Bearer bearer) {
    variables.delete(call.path("variable_key"));
    return HttpAnswer.empty(204);
  }
}
