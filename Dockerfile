# The relay in a container; docs/container.md has more:
#   docker build -t tr-05-qradar .
#   docker run -dp 9090:9090 --name tr-05-qradar tr-05-qradar

FROM eclipse-temurin:25-jdk AS build
# the distribution's Maven: no second image to trust, and it runs on the JDK of this one; binutils has strip
RUN apt-get update \
    && apt-get install -y --no-install-recommends binutils maven \
    && rm -rf /var/lib/apt/lists/*
ENV JAVA_HOME=/opt/java/openjdk

# A runtime of only the modules that are used; CONTRIBUTING says how the list was found. The JVM's symbols, which only name
# native frames in its crash reports, are a sixth of it.
RUN "$JAVA_HOME/bin/jlink" --output /opt/java-runtime --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-6 \
    --add-modules java.base,java.logging,java.management,java.naming,jdk.unsupported,jdk.management,jdk.crypto.ec,jdk.jfr,jdk.zipfs \
    && find /opt/java-runtime -name '*.so' -exec strip --strip-unneeded {} + \
    && find /opt/java-runtime -exec touch -d 2026-11-24T00:00:00Z {} +

# Dependencies and plugins before the sources: this layer changes only when the pom or the contract does.
WORKDIR /build
COPY pom.xml ./
COPY openapi openapi
RUN mkdir -p src/main/java/io/tr05/qradar \
    && echo 'package io.tr05.qradar; final class Nothing {}' > src/main/java/io/tr05/qradar/Nothing.java \
    && mvn -B -ntp -Dmaven.test.skip=true -Dspotless.check.skip -Djacoco.skip package \
    && rm -rf src target

COPY observables.json ./
COPY src/main src/main
# The files have to be where they are in the last stage, and their times fixed, in whole seconds: copying them rounds, and
# the JVM would take a jar with another time for another jar. The same libraries also make the same layer again.
RUN mvn -B -ntp -Dmaven.test.skip=true -Dspotless.check.skip -Djacoco.skip package \
    && mkdir -p /opt/tr-05-qradar \
    && mv target/libs target/tr-05-qradar.jar /opt/tr-05-qradar/ \
    && find /opt/tr-05-qradar -exec touch -d 2026-11-24T00:00:00Z {} +

# What the JVM loads and links, written down by a run of the demo: it has the server that "serve" has, and its calls take the
# ways that calls of the platform take. Fails unless sightings come back and the JVM then takes the cache.
# Collector and path of the jar are the ENTRYPOINT's: objects are laid out for the one, and the other is compared.
# Not what it learns of hot code: a start would then compile by that, beside its own work on few processors, and the code would
# be of one run of the demo's.
WORKDIR /opt/tr-05-qradar
RUN timeout --foreground 300 /opt/java-runtime/bin/java -XX:+UseSerialGC -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining \
       -XX:AOTCacheOutput=start.aot -Xlog:disable \
       -jar /opt/tr-05-qradar/tr-05-qradar.jar demo --once --port 0 \
    && /opt/java-runtime/bin/java -XX:+UseSerialGC -XX:AOTCache=start.aot -XX:AOTMode=on -Xlog:disable \
       -jar /opt/tr-05-qradar/tr-05-qradar.jar --version


# glibc for the runtime, and bash for the health check
FROM debian:trixie-slim
# what changes with the JDK, with the pom, and with the code: a change of code ships the last of these again, no other
COPY --from=build /opt/java-runtime /opt/java-runtime
COPY --from=build /opt/tr-05-qradar/libs /opt/tr-05-qradar/libs
COPY --from=build /opt/tr-05-qradar/tr-05-qradar.jar /opt/tr-05-qradar/start.aot /opt/tr-05-qradar/
# The runtime brings the JDK's certificate authorities. The relay writes nothing to disk.
# Settings and passwords come as bytes: without this the JVM reads those of other languages as U+FFFD.
ENV LANG=C.UTF-8
USER 10001:10001
WORKDIR /opt/tr-05-qradar
EXPOSE 9090 9091
# Without curl, and without another process: bash speaks TCP. The admin port tells whether the relay is alive; the paths are
# those of Kubernetes' probes.
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/${RELAY_HOST:-127.0.0.1}/${RELAY_ADMIN_PORT:-9091} && printf 'GET /health/live HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == 'HTTP/1.1 20'[04]* ]]"]
# exec form: signals reach the JVM, which then finishes the calls under way. Without the file for jps, since none can be
# written; what the compilers needed goes back to the system after a burst; with a heap that need not grow to be ready, which
# would keep what the start leaves behind.
ENTRYPOINT ["/opt/java-runtime/bin/java", "-XX:+UseSerialGC", "-XX:AOTCache=/opt/tr-05-qradar/start.aot", "-Xlog:disable", "-Xlog:all=error:stderr", "-Xms32m", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData", "-XX:TrimNativeHeapInterval=5000", "-jar", "/opt/tr-05-qradar/tr-05-qradar.jar"]
CMD ["serve"]
# last, since the revision changes with each commit
ARG VERSION=2.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="tr-05-qradar" \
      org.opencontainers.image.description="Relay between Cisco XDR (SecureX Threat Response) and IBM QRadar SIEM" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"
