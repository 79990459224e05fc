package dev.updraft.standalone.journey;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** What the API says about DAG files that do not load. */
record ImportErrors(Api api) {
  private static final Duration SEEN_MAX = Duration.ofSeconds(60);

  /** The text of a file's import error, once there is one. */
  String of(String file) {
    return Eventually.see(
        "the import error of " + file, SEEN_MAX, () -> now(file), text -> !text.isEmpty());
  }

  /** Waits until a file has no import error. */
  void goneFor(String file) {
    Eventually.see("no import error of " + file, SEEN_MAX, () -> now(file), String::isEmpty);
  }

  private String now(String file) {
    for (JsonNode error : api.get("importErrors").json().path("import_errors")) {
      if (error.path("filename").asText().equals(file)) {
        return error.path("stack_trace").asText();
      }
    }
    return "";
  }
}
