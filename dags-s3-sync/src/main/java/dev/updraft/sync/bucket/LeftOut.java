package dev.updraft.sync.bucket;

/**
 * Something in the folder that is not uploaded.
 *
 * @param path below the folder; folders end with a slash
 * @param reason why
 */
public record LeftOut(String path, Reason reason) {

  /** Why something is not uploaded. */
  public enum Reason {
    IGNORED("ignored by .airflowignore", false),
    HIDDEN("hidden", false),
    CACHE("Python's cache", false),
    SECRETS("holds secrets; give a deployment its connections otherwise", false),
    AGAIN("a link to a folder that is uploaded already", true),
    TOO_LARGE("too large; --max-file-size allows more", true),
    OUTSIDE("a link to outside of the folder", true),
    NO_FILE("no file, or a link that leads nowhere", true),
    NO_KEY(
        "its name is not UTF-8 in this locale, has control characters, or is too long for S3",
        true);

    private final String words;
    private final boolean fault;

    Reason(String words, boolean fault) {
      this.words = words;
      this.fault = fault;
    }

    /** The reason in words. */
    public String words() {
      return words;
    }

    /** Whether somebody has to do something about it. */
    public boolean isFault() {
      return fault;
    }
  }
}
