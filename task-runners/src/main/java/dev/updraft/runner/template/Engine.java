package dev.updraft.runner.template;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.el.TruthyTypeConverter;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.mode.ExecutionMode;
import com.hubspot.jinjava.tree.output.RenderedOutputNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import jinjava.de.odysseus.el.ExpressionFactoryImpl;
import jinjava.de.odysseus.el.tree.TreeBuilder;
import jinjava.javax.el.ExpressionFactory;
import org.jspecify.annotations.Nullable;

/** jinjava, set up to behave as Jinja does in Airflow, and to reach nothing but its variables. */
final class Engine extends Jinjava {
  private static final long OUTPUT_BYTES_MAX = 8L * 1024 * 1024;
  private static final int COLLECTION_MAX = 100_000;
  private static final int RANGE_MAX = 10_000;

  private final ExpressionFactory expressions = expressions();

  private Engine() {
    super(config());
  }

  static Engine of(List<Path> searchPath) {
    var engine = new Engine();
    engine.setResourceLocator(new TemplateFiles(searchPath));
    Filters.register(engine.getGlobalContext());
    engine.getGlobalContext().registerTag(new PythonForTag());
    return engine;
  }

  @SuppressWarnings("deprecation") // Nothing else makes {{x}} mean what {{ x }} means.
  private static JinjavaConfig config() {
    return JinjavaConfig.newBuilder()
        .withElResolver(new PythonResolver())
        .withExecutionMode(new PythonMode())
        .withNestedInterpretationEnabled(false)
        .withKeepTrailingNewline(false)
        .withMaxOutputSize(OUTPUT_BYTES_MAX)
        .withMaxListSize(COLLECTION_MAX)
        .withMaxMapSize(COLLECTION_MAX)
        .withRangeLimit(RANGE_MAX)
        .withNodePreProcessor((_, interpreter) -> entered(interpreter))
        .withLegacyOverrides(
            LegacyOverrides.Builder.from(LegacyOverrides.ALL)
                .withUsePyishObjectMapper(false)
                .withWhitespaceRequiredWithinTokens(false)
                .build())
        .build();
  }

  /** As in Jinja, the first error ends the rendering. */
  private static void entered(JinjavaInterpreter interpreter) {
    Meter.step();
    if (interpreter.getLastError().isPresent()) {
      throw new Meter.Stop("an expression is in error");
    }
  }

  private static ExpressionFactory expressions() {
    var properties = new Properties();
    properties.setProperty(TreeBuilder.class.getName(), PythonSyntax.class.getName());
    return new ExpressionFactoryImpl(properties, new TruthyTypeConverter());
  }

  @Override
  public ExpressionFactory getExpressionFactory() {
    return expressions;
  }

  Context globalContext() {
    return getGlobalContext();
  }

  JinjavaInterpreter interpreter(Context context) {
    return new JinjavaInterpreter(this, context, getGlobalConfig());
  }

  String render(JinjavaInterpreter interpreter, String template) {
    try {
      var text = interpreter.render(template);
      check(interpreter);
      return text;
    } catch (TemplateException e) {
      throw e;
    } catch (Meter.Stop e) {
      check(interpreter); // what went wrong before says more
      throw new TemplateException(String.valueOf(e.getMessage()), e);
    } catch (StackOverflowError e) {
      throw new TemplateException("the template is nested too deeply", e);
    } catch (RuntimeException e) {
      throw explained(e, String.valueOf(e.getMessage()));
    }
  }

  void check(JinjavaInterpreter interpreter) {
    for (TemplateError error : interpreter.getErrorsCopy()) {
      throw explained(
          error.getException(), "line %d: %s".formatted(error.getLineno(), error.getMessage()));
    }
  }

  private static TemplateException explained(@Nullable Throwable thrown, String message) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < 20; depth++) {
      if (cause instanceof TemplateException own) {
        return own;
      }
      cause = cause.getCause();
    }
    return thrown == null ? new TemplateException(message) : new TemplateException(message, thrown);
  }

  /** Writes values as Python does. */
  private static final class PythonMode implements ExecutionMode {
    @Override
    public void prepareContext(Context context) {
      context.setExpressionStrategy((master, interpreter) -> {
        if (master.getExpr().isBlank()) {
          throw new TemplateException("Expected an expression, got 'end of print statement'");
        }
        return new RenderedOutputNode(
            PythonText.str(
                interpreter.resolveELExpression(master.getExpr(), master.getLineNumber())));
      });
    }
  }
}
