package dev.updraft.standalone.http;

/** The port asked for is taken. */
public final class PortInUseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PortInUseException(int port, Throwable cause) {
    super(
        "port " + port + " is in use. Stop what uses it, or choose another with --port N.", cause);
  }
}
