package dev.updraft.infra;

import dev.updraft.infra.options.OptionException;
import dev.updraft.infra.options.Options;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Tags;

/** The CDK app: one stack, checked against the rules of cdk-nag. */
public final class UpdraftApp {
  private UpdraftApp() {}

  /** Writes the cloud assembly, or one line that says which option cannot be. */
  public static void main(String[] args) {
    var app = new App();
    try {
      describe(app);
    } catch (OptionException e) {
      System.err.println("updraft: " + e.getMessage());
      System.exit(2);
    }
    app.synth();
  }

  /** The stack that the app's context asks for. */
  static UpdraftStack describe(App app) {
    var context = new HashMap<String, Object>();
    if (app.getNode().getAllContext() instanceof Map<?, ?> given) {
      given.forEach((key, value) -> context.put(String.valueOf(key), value));
    }
    var options = Options.of(context);
    var stack = new UpdraftStack(app, options, version());
    Tags.of(stack).add("updraft", options.name());
    Suppressions.apply(stack);
    Aspects.of(app).add(new AwsSolutionsChecks());
    return stack;
  }

  private static String version() {
    try (var in = UpdraftApp.class.getResourceAsStream("version.properties")) {
      var properties = new Properties();
      properties.load(Objects.requireNonNull(in, "version.properties is missing"));
      return Objects.requireNonNull(properties.getProperty("version"), "no version");
    } catch (IOException e) {
      throw new UncheckedIOException("the version cannot be read", e);
    }
  }
}
