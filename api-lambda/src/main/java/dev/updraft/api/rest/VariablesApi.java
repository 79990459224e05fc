package dev.updraft.api.rest;

import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Body;
import dev.updraft.api.http.Call;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.Listing;
import dev.updraft.api.http.Order;
import dev.updraft.api.http.Router;
import dev.updraft.api.shape.PythonText;
import dev.updraft.api.shape.VariableBounds;
import dev.updraft.api.shape.VariableShape;
import dev.updraft.api.view.Paged;
import dev.updraft.core.port.Variables;
import dev.updraft.core.port.Variables.Variable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Variables. */
public final class VariablesApi {
  private static final int VARIABLES_MAX = 10_000;
  private final Variables variables;

  /** Over Variables. */
  public VariablesApi(Variables variables) {
    this.variables = variables;
  }

  /** Adds the routes. */
  public void routes(Router router) {
    router
        .on("GET", "/api/v2/variables", this::list)
        .on("POST", "/api/v2/variables", this::post)
        .on("GET", "/api/v2/variables/{variable_key:path}", this::get)
        .on("PATCH", "/api/v2/variables/{variable_key:path}", this::patch)
        .on("DELETE", "/api/v2/variables/{variable_key:path}", this::delete);
  }

  private HttpAnswer list(Call call) {
    var page =
        Listing.of(call, Paged.first(VARIABLES_MAX, variables::list))
            .pattern("variable_key", Variable::key)
            .page(
                new Order<Variable>()
                    .by("id", Variable::key)
                    .by("key", Variable::key)
                    .by("_val", Variable::value)
                    .by("description", Variable::description)
                    .by("is_encrypted", _ -> true)
                    .by("team_name", _ -> ""),
                "id");
    return HttpAnswer.ok(page.as("variables", VariableShape::of));
  }

  private HttpAnswer get(Call call) {
    return HttpAnswer.ok(VariableShape.of(variable(call)));
  }

  private HttpAnswer post(Call call) {
    var sent = read(call);
    if (variables.get(sent.key()) != null) {
      throw ApiProblem.of(409, "The Variable with key: `" + sent.key() + "` already exists");
    }
    variables.put(VariableBounds.checked(sent));
    return HttpAnswer.json(201, VariableShape.of(sent));
  }

  private HttpAnswer patch(Call call) {
    var sent = read(call);
    if (!sent.key().equals(call.path("variable_key"))) {
      throw ApiProblem.badRequest(
          "Invalid body, key from request body doesn't match uri parameter");
    }
    var before = variable(call);
    var mask = call.queries("update_mask");
    boolean describes = Body.of(call).has("description");
    var after =
        new Variable(
            before.key(),
            wanted("value", mask) ? sent.value() : before.value(),
            wanted("description", mask) && describes ? sent.description() : before.description());
    variables.put(VariableBounds.checked(after));
    return HttpAnswer.ok(VariableShape.of(after));
  }

  private static boolean wanted(String field, List<String> mask) {
    return mask.isEmpty() || mask.contains(field);
  }

  private HttpAnswer delete(Call call) {
    variables.delete(variable(call).key());
    return HttpAnswer.empty(204);
  }

  private static Variable read(Call call) {
    var body = Body.of(call).only("key", "value", "description", "team_name").needs("key", "value");
    var key = body.requiredText("key", VariableBounds.KEY_LENGTH_MAX);
    var description = body.text("description", VariableBounds.DESCRIPTION_LENGTH_MAX);
    if (key.isEmpty() && body.get("key") instanceof String) {
      body.error("string_too_short", "key", "String should have at least 1 character", key);
    }
    body.check();
    return new Variable(key, text(body.get("value")), description);
  }

  /** Variables are text: another JSON value is kept as its JSON. */
  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : PythonText.json(value);
  }

  private Variable variable(Call call) {
    var key = call.path("variable_key");
    return Optional.ofNullable(variables.get(key))
        .orElseThrow(
            () -> ApiProblem.notFound("The Variable with key: `" + key + "` was not found"));
  }
}
