package dev.updraft.infra;

import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/** The CDK app. Its one stack is empty: what it will hold is deployed by a later change. */
public final class UpdraftApp {
  private UpdraftApp() {}

  /** Writes the cloud assembly. */
  public static void main(String[] args) {
    var app = new App();
    describe(app);
    app.synth();
  }

  static Stack describe(App app) {
    return new Stack(app, "Updraft");
  }
}
