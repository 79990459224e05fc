package dev.updraft.api.signin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.api.signin.SigningKeys.UnreadableKeys;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A JSON Web Key Set (RFC 7517) at an address: its RSA keys for signatures. */
record KeySet(URI address) implements SigningKeys.Source {
  private static final int BYTES_MAX = 64 * 1024;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @Override
  public Map<String, RSAPublicKey> keys() throws UnreadableKeys {
    try {
      return parse(fetch());
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new UnreadableKeys(address + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreadableKeys(address + ": interrupted", e);
    }
  }

  private String fetch() throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
    try (var client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      var answer = client.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), BYTES_MAX));
      if (answer.statusCode() != 200) {
        throw new IOException("it answers " + answer.statusCode());
      }
      return answer.body();
    }
  }

  static Map<String, RSAPublicKey> parse(String text) throws IOException, GeneralSecurityException {
    var keys = new LinkedHashMap<String, RSAPublicKey>();
    for (var key : Json.MAPPER.readTree(text).path("keys")) {
      boolean signs = key.path("use").asText("sig").equals("sig");
      if (signs && key.path("kty").asText().equals("RSA")) {
        keys.put(key.path("kid").asText(), rsa(key));
      }
    }
    if (keys.isEmpty()) {
      throw new IOException("there are no RSA keys for signatures");
    }
    return Map.copyOf(keys);
  }

  private static RSAPublicKey rsa(JsonNode key) throws GeneralSecurityException {
    var spec = new RSAPublicKeySpec(number(key, "n"), number(key, "e"));
    return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);
  }

  private static BigInteger number(JsonNode key, String field) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(key.path(field).asText()));
  }
}
