# The relay in a container:
#   docker build -t tr-05-qradar .
#   docker run -dp 9090:9090 --name tr-05-qradar tr-05-qradar

FROM eclipse-temurin:25-jdk AS build
# the distribution's Maven: no second image to trust, and it runs on the JDK of this one
RUN apt-get update \
    && apt-get install -y --no-install-recommends maven \
    && rm -rf /var/lib/apt/lists/*
ENV JAVA_HOME=/opt/java/openjdk
WORKDIR /build

# Dependencies and plugins first: this layer changes only when the pom or the contract does.
COPY pom.xml ./
COPY openapi openapi
RUN mkdir -p src/main/java/io/tr05/qradar \
    && echo 'package io.tr05.qradar; final class Nothing {}' > src/main/java/io/tr05/qradar/Nothing.java \
    && mvn -B -ntp -Dmaven.test.skip=true -Dspotless.check.skip -Djacoco.skip package \
    && rm -rf src target

COPY observables.json ./
COPY src/main src/main
RUN mvn -B -ntp -Dmaven.test.skip=true -Dspotless.check.skip -Djacoco.skip package

# A runtime of only the modules that are used; CONTRIBUTING says how the list was found.
RUN jlink --output /runtime --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-6 \
    --add-modules java.base,java.logging,java.management,java.naming,java.sql,java.xml,java.security.jgss,jdk.unsupported,jdk.management,jdk.crypto.ec,jdk.jfr,jdk.zipfs

# What the relay loads and links at its start, written down by a start of it: the next ones take half the time. The files
# have to be where they are in the last stage, and their times in whole seconds: copying them rounds, and the JVM would take a
# jar with another time for another jar.
RUN mkdir -p /opt/tr-05-qradar \
    && mv /runtime /opt/java-runtime \
    && mv target/libs target/tr-05-qradar.jar /opt/tr-05-qradar/ \
    && cd /opt/tr-05-qradar \
    && find . -name '*.jar' -exec touch -d 2026-11-24T00:00:00Z {} + \
    && RELAY_HOST=127.0.0.1 RELAY_PORT=0 RELAY_ADMIN_PORT=0 timeout --foreground --preserve-status --signal=TERM 10 \
       /opt/java-runtime/bin/java -XX:+UseSerialGC -XX:AOTCacheOutput=start.aot -Xlog:disable \
       -jar tr-05-qradar.jar serve \
    && test -s start.aot


FROM debian:bookworm-slim
COPY --from=build /opt/java-runtime /opt/java-runtime
COPY --from=build /opt/tr-05-qradar /opt/tr-05-qradar
# The runtime brings the JDK's certificate authorities. The relay writes nothing to disk.
USER 10001:10001
WORKDIR /opt/tr-05-qradar
EXPOSE 9090 9091
# without curl: bash speaks TCP. The admin port tells whether the relay is up.
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${RELAY_ADMIN_PORT:-9091} && printf 'GET /health HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 20[04] '"]
# exec form: signals reach the JVM, which then finishes the calls under way
ENTRYPOINT ["/opt/java-runtime/bin/java", "-XX:+UseSerialGC", "-XX:AOTCache=/opt/tr-05-qradar/start.aot", "-Xlog:disable", "-Xlog:all=error:stderr", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/tr-05-qradar/tr-05-qradar.jar"]
CMD ["serve"]
