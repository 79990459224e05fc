# The image of workers and of containers that run one attempt. Context: the repository, built.
FROM eclipse-temurin:25-jdk-noble AS java
RUN jlink --add-modules java.base,java.logging,java.naming,java.net.http,java.sql,java.xml,java.desktop,java.management,jdk.crypto.ec,jdk.unsupported,jdk.zipfs \
      --strip-debug --no-header-files --no-man-pages --compress zip-6 --output /opt/java

FROM debian:trixie-slim
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends bash ca-certificates python3 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home --uid 10001 updraft
COPY --from=java /opt/java /opt/java
COPY executor-lambda/target/executor-lambda.jar /opt/updraft/executor-lambda.jar
USER 10001
WORKDIR /home/updraft
# The main class is the command: a container that runs one attempt is started with another.
ENTRYPOINT ["/opt/java/bin/java", "--enable-native-access=ALL-UNNAMED", "-XX:+DisableAttachMechanism", "-XX:MaxRAMPercentage=50", "-cp", "/opt/updraft/executor-lambda.jar"]
CMD ["dev.updraft.executor.entry.Worker"]
