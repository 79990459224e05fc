package dev.updraft.core.dag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.regex.RegularExpression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the params of a run are: the defaults, with what it was given over them, validated. */
public final class ParamSchemas {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);
  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder()
          .formatAssertionsEnabled(true)
          .regularExpressionFactory(ParamSchemas::expression)
          .build();

  private ParamSchemas() {}

  /** What resolving gave. */
  public sealed interface Result {}

  /**
   * The params of a run.
   *
   * @param values by name: the DAG's params in its order, then what else was given
   */
  public record Resolved(Map<String, @Nullable Object> values) implements Result {
    public Resolved {
      values = Ordered.copy(values);
    }
  }

  /**
   * Why a run cannot have these params.
   *
   * @param messages one line for each param, with its name
   */
  public record Invalid(List<String> messages) implements Result {
    public Invalid {
      messages = List.copyOf(messages);
    }
  }

  /**
   * The params of a run of the DAG that is given this conf. Keys that are no param of the DAG are
   * allowed and kept.
   */
  public static Result resolve(Dag dag, Map<String, @Nullable Object> conf) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    var messages = new ArrayList<String>();
    dag.params()
        .forEach((name, param) -> {
          var value = conf.containsKey(name) ? conf.get(name) : param.value();
          values.put(name, value);
          var wrong = check(param, value);
          if (wrong != null) {
            messages.add("Invalid input for param " + name + ": " + wrong);
          }
        });
    conf.forEach(values::putIfAbsent);
    return messages.isEmpty() ? new Resolved(values) : new Invalid(messages);
  }

  private static RegularExpression expression(String regex) {
    var pattern = Pattern.compile(regex);
    return text -> pattern.matcher(SteppedText.of(text)).find();
  }

  private static @Nullable String check(Param param, @Nullable Object value) {
    if (param.schema().isEmpty()) {
      return null;
    }
    JsonNode schema = MAPPER.valueToTree(param.schema());
    try {
      return SCHEMAS.getSchema(schema, CONFIG).validate(MAPPER.valueToTree(value)).stream()
          .map(ValidationMessage::getMessage)
          .map(message -> message.startsWith("$: ") ? message.substring(3) : message)
          .findFirst()
          .orElse(null);
    } catch (JsonSchemaException e) {
      return "its schema is not a JSON Schema: " + e.getMessage();
    } catch (SteppedText.TooManyStepsException | StackOverflowError e) {
      return "it takes too long to check: its schema's pattern goes over it again and again, or its schema refers to itself";
    }
  }
}
