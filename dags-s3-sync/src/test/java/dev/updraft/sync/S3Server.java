package dev.updraft.sync;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** The embedded S3 server that standalone uses, in memory, with one bucket. */
final class S3Server {
  static final String BUCKET = "dag-bucket";

  private final S3Proxy server;
  private final S3Client client;

  S3Server() throws Exception {
    server =
        S3Proxy.builder()
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, "id", "secret")
            .blobStore(new TransientNio2BlobStore())
            .build();
    server.start();
    client = client(endpoint());
    createBucket();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  /** A client of a server that speaks S3, of its own each time it is asked for. */
  static Supplier<S3Client> clients(URI endpoint) {
    return () -> client(endpoint);
  }

  private static S3Client client(URI endpoint) {
    return S3Client.builder()
        .httpClient(UrlConnectionHttpClient.create())
        .endpointOverride(endpoint)
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
        .build();
  }

  S3Client client() {
    return client;
  }

  List<String> keys() {
    return client.listObjectsV2(request -> request.bucket(BUCKET)).contents().stream()
        .map(object -> object.key())
        .sorted()
        .toList();
  }

  String text(String key) {
    return client
        .getObjectAsBytes(request -> request.bucket(BUCKET).key(key))
        .asString(StandardCharsets.UTF_8);
  }

  /** Stores text as another program would: without metadata. */
  void put(String key, String text) {
    var _ =
        client.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromString(text));
  }

  /** Stores text as tools store large files, so that the ETag is no digest of it. */
  void putInParts(String key, String text) {
    var upload =
        client.createMultipartUpload(request -> request.bucket(BUCKET).key(key)).uploadId();
    var part =
        client.uploadPart(
            request -> request.bucket(BUCKET).key(key).uploadId(upload).partNumber(1),
            RequestBody.fromString(text));
    var _ =
        client.completeMultipartUpload(request ->
            request
                .bucket(BUCKET)
                .key(key)
                .uploadId(upload)
                .multipartUpload(parts ->
                    parts.parts(CompletedPart.builder().partNumber(1).eTag(part.eTag()).build())));
  }

  void createBucket() {
    client.createBucket(request -> request.bucket(BUCKET));
  }

  void deleteBucket() {
    keys().forEach(key -> client.deleteObject(request -> request.bucket(BUCKET).key(key)));
    client.deleteBucket(request -> request.bucket(BUCKET));
  }

  void stop() throws Exception {
    client.close();
    server.stop();
  }
}
