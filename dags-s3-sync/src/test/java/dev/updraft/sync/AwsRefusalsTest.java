package dev.updraft.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.sync.FakeAws.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What AWS's refusals become: one line that says what to do. */
class AwsRefusalsTest {
  private static final String EMPTY_LIST =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
      <Name>b</Name><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>
      """;

  @TempDir private Path root;

  @BeforeEach
  void oneDag() throws IOException {
    new Folder(root).dag("etl.yml", "etl");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          404 | NoSuchBucket          | there is no such bucket
          403 | AccessDenied          | access is denied; the identity behind the credentials needs s3:ListBucket
          400 | ExpiredToken          | the AWS credentials have expired; sign in again
          403 | InvalidAccessKeyId    | AWS does not accept the credentials (InvalidAccessKeyId)
          403 | SignatureDoesNotMatch | AWS does not accept the credentials (SignatureDoesNotMatch)
          403 | RequestTimeTooSkewed  | clock differs too much
          503 | SlowDown              | AWS is too busy (SlowDown)
          501 | NotImplemented        | the endpoint cannot do that
          400 | SomethingNew          | Said of SomethingNew (SomethingNew)
          """)
  void refusalsOfTheListing(int status, String code, String line) throws IOException {
    var said = refused(_ -> Answer.s3Error(status, code));
    assertThat(said).startsWith("updraft: cannot list s3://my-bucket/dags/: ").contains(line);
  }

  @Test
  void aBucketElsewhereIsToldWithItsRegion() throws IOException {
    var moved = Answer.s3Error(301, "PermanentRedirect");
    var said =
        refused(_ -> new Answer(301, Map.of("x-amz-bucket-region", "eu-west-1"), moved.body()));
    assertThat(said).contains("the bucket is in eu-west-1; set AWS_REGION=eu-west-1");
  }

  @Test
  void aDeniedUploadNamesTheKeyAndThePermission() throws IOException {
    var said =
        refused(request ->
            request.method().equals("PUT")
                ? Answer.s3Error(403, "AccessDenied")
                : Answer.of(200, EMPTY_LIST));
    assertThat(said)
        .isEqualTo(
            "updraft: cannot upload s3://my-bucket/dags/etl.yml: access is denied; the identity"
                + " behind the credentials needs s3:PutObject on it");
  }

  @Test
  void aWriteThatMeetsAnotherIsRepeatedThenAConflict() throws IOException {
    try (var aws =
        new FakeAws(request ->
            switch (request.method()) {
              case "PUT" -> Answer.s3Error(409, "ConditionalRequestConflict");
              case "HEAD" -> Answer.of(404, "");
              default -> Answer.of(200, EMPTY_LIST);
            })) {
      var shell = new Shell(aws.endpoint());
      assertThat(shell.sync(root, "s3://my-bucket/dags")).isEqualTo(2);
      assertThat(shell.said()).contains("etl.yml: somebody else changed it meanwhile");
      assertThat(aws.requests()).isEqualTo(8);
    }
  }

  @Test
  void whatIsNoS3IsTold() throws IOException {
    assertThat(refused(_ -> Answer.of(404, "<html>not here</html>")))
        .contains("the endpoint answered 404, not as S3 does; check AWS_ENDPOINT_URL");
    assertThat(refused(_ -> Answer.of(200, "<html>welcome")))
        .startsWith("updraft: cannot list s3://my-bucket/dags/: ");
  }

  @Test
  void aServerThatIsNotThereIsTold() throws IOException {
    int closed;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    assertThat(refused(URI.create("http://127.0.0.1:" + closed)))
        .contains("nothing answers there; check AWS_ENDPOINT_URL and the network");
  }

  private String refused(Function<FakeAws.Request, Answer> answers) throws IOException {
    try (var aws = new FakeAws(answers)) {
      return refused(aws.endpoint());
    }
  }

  private String refused(URI endpoint) {
    var shell = new Shell(endpoint);
    assertThat(shell.sync(root, "s3://my-bucket/dags")).isEqualTo(2);
    var lines = shell.complained().lines().filter(line -> !line.endsWith(" …")).toList();
    assertThat(lines).hasSize(1);
    return lines.getFirst();
  }
}
