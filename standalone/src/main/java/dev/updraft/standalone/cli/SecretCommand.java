package dev.updraft.standalone.cli;

import dev.updraft.aws.AwsClients;
import dev.updraft.aws.ssm.SharedSecret;
import dev.updraft.core.attempt.SigningKeys;
import dev.updraft.standalone.DataFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The command {@code updraft secret}. */
@Command(
    name = "secret",
    description = "Replaces the secret that tickets and tokens of attempts are signed with.",
    mixinStandardHelpOptions = true,
    subcommands = SecretCommand.Rotate.class)
final class SecretCommand {
  private static final int SECRET_BYTES = 64;

  /** The command {@code updraft secret rotate}. */
  @Command(
      name = "rotate",
      description =
          "Makes a new secret. It signs in ten minutes, when all that verify know it; what the old one signed stays good for the overlap.",
      mixinStandardHelpOptions = true,
      exitCodeListHeading = "Exit codes:%n",
      exitCodeList = {"0:there is a new secret", "2:there is none"})
  static final class Rotate implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private @Nullable Place place;

    @Option(
        names = "--overlap-days",
        paramLabel = "DAYS",
        defaultValue = "15",
        description =
            "How long what the old secret signed stays good. Default: ${DEFAULT-VALUE}, longer than a queue keeps a message.")
    private int overlapDays;

    @Option(
        names = "--at-once",
        description =
            "For a secret that got out: the new one signs now, and what the old one signed is worth nothing. Attempts that run now are lost, which costs a try.")
    private boolean atOnce;

    @Spec private @Nullable CommandSpec spec;

    /** Where the secret is. */
    static final class Place {
      @Option(
          names = "--data",
          paramLabel = "DIR",
          description = "The data folder of a standalone, running or not.")
      private @Nullable Path data;

      @Option(
          names = "--parameter",
          paramLabel = "NAME",
          description = "The parameter of a deployment in SSM, such as /updraft/ticket-secret.")
      private @Nullable String parameter;
    }

    @Override
    public Integer call() {
      if (overlapDays < 0) {
        throw new UsageException("--overlap-days is " + overlapDays + ", it can be 0 or more.");
      }
      var after = rotated(Objects.requireNonNull(place), Instant.now());
      var out = Objects.requireNonNull(spec).commandLine().getOut();
      after.keys().stream()
          .map(key ->
              "secret %s signs from %s%s"
                  .formatted(
                      key.id(),
                      key.signsFrom(),
                      key.goodUntil() == null ? "" : ", is good until " + key.goodUntil()))
          .forEach(out::println);
      return 0;
    }

    private SigningKeys rotated(Place place, Instant now) {
      var overlap = Duration.ofDays(overlapDays);
      if (place.data != null) {
        if (!Files.isRegularFile(place.data.resolve("secret"))) {
          throw new UsageException(place.data + " holds no secret to replace.");
        }
        return DataFolder.open(place.data)
            .changeKeys(before ->
                atOnce ? before.replaced(random(), now) : before.rotated(random(), now, overlap));
      }
      try (var ssm = SsmClient.builder().httpClient(AwsClients.http()).build()) {
        var shared = new SharedSecret(ssm, Objects.requireNonNull(place.parameter));
        return atOnce ? shared.replace(now) : shared.rotate(now, overlap);
      }
    }

    private static byte[] random() {
      var secret = new byte[SECRET_BYTES];
      new SecureRandom().nextBytes(secret);
      return secret;
    }
  }
}
