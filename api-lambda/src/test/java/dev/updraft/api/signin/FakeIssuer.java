package dev.updraft.api.signin;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Issues access tokens as Cognito's, and serves its keys on a free port. */
final class FakeIssuer implements AutoCloseable {
  private final HttpServer server;
  private final KeyPair old = pair();
  private final KeyPair fresh = pair();
  private boolean rotated;
  private boolean broken;
  private int asked;

  FakeIssuer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/pool/.well-known/jwks.json",
        exchange -> {
          asked++;
          var body = keySet().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(broken ? 500 : 200, body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/pool";
  }

  int timesAsked() {
    return asked;
  }

  void rotate() {
    rotated = true;
  }

  void fail(boolean now) {
    broken = now;
  }

  /** What an access token of a user in these groups says, for an hour from then on. */
  JWTCreator.Builder claims(Instant now, String... groups) {
    return JWT.create()
        .withKeyId(rotated ? "fresh" : "old")
        .withIssuer(address())
        .withSubject("0d1f7b1e-sub")
        .withClaim("username", "ada")
        .withClaim("client_id", "the-ui")
        .withClaim("token_use", "access")
        .withClaim("cognito:groups", List.of(groups))
        .withIssuedAt(now)
        .withExpiresAt(now.plus(Duration.ofHours(1)));
  }

  String token(Instant now, String... groups) {
    return sign(claims(now, groups));
  }

  String sign(JWTCreator.Builder claims) {
    var key = rotated ? fresh : old;
    return claims.sign(Algorithm.RSA256(null, (RSAPrivateKey) key.getPrivate()));
  }

  RSAPublicKey publicKey() {
    return (RSAPublicKey) old.getPublic();
  }

  private String keySet() {
    return Stream.of("old", "fresh")
        .filter(id -> rotated || id.equals("old"))
        .map(id -> key(id, (RSAPublicKey) (id.equals("old") ? old : fresh).getPublic()))
        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  private static String key(String id, RSAPublicKey key) {
    return """
    {"kid":"%s","kty":"RSA","alg":"RS256","use":"sig","n":"%s","e":"%s"}\
    """
        .formatted(id, number(key.getModulus()), number(key.getPublicExponent()));
  }

  private static String number(BigInteger value) {
    var bytes = value.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    var unsigned = Arrays.copyOfRange(bytes, from, bytes.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
  }

  private static KeyPair pair() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
