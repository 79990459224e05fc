package dev.updraft.core.port;

import java.util.List;
import java.util.Locale;

/** Names of values that are not shown: those that Airflow's secrets masker hides by default. */
public final class SecretNames {
  private static final List<String> PARTS =
      List.of(
          "access_key",
          "access_token",
          "api_key",
          "apikey",
          "auth_header",
          "authorization",
          "bearer",
          "connection_string",
          "dsn",
          "passphrase",
          "passwd",
          "password",
          "private_key",
          "proxy",
          "proxies",
          "secret",
          "service_account",
          "service_key",
          "token",
          "keyfile_dict",
          "webhook_url");

  private SecretNames() {}

  /** Whether the value of this name is secret: one of Airflow's words stands anywhere in it. */
  public static boolean contains(String name) {
    var lower = name.strip().toLowerCase(Locale.ROOT);
    return PARTS.stream().anyMatch(lower::contains);
  }
}
