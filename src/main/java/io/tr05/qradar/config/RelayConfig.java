package io.tr05.qradar.config;

import static io.tr05.qradar.config.Setting.*;

import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All settings of the relay.
 *
 * @param listen where it listens
 * @param issuers whose tokens it believes
 * @param console how it reaches QRadar
 * @param observableTypes what it looks for, and in which columns
 * @param sightings what it makes of events
 * @param referenceSets which sets may be changed
 * @param maxObservables observables accepted in one call, 1 to 100,000
 * @param maxSightings sightings answered in one call, 100 to 1,000,000; of each observable an equal share, at least one
 * @param callBounds calls worked on at once
 * @param log what it logs
 * @param settings all of these as texts, for whoever starts the relay
 */
public record RelayConfig(
        ListenConfig listen,
        IssuerConfig issuers,
        ConsoleConfig console,
        ObservableTypes observableTypes,
        SightingConfig sightings,
        ReferenceSetNames referenceSets,
        int maxObservables,
        int maxSightings,
        CallBounds callBounds,
        LogConfig log,
        EffectiveSettings settings) {

    /**
     * The settings of this process: {@code application.yaml} of the class path under the environment variables.
     *
     * @throws ConfigurationException when they cannot be used, with all faults
     */
    public static RelayConfig load() {
        return from(System.getenv());
    }

    /**
     * The settings under a given environment.
     *
     * @param environment variables by name; empty ones count as not set, unknown ones are passed over
     * @throws ConfigurationException when they cannot be used, with all faults
     */
    public static RelayConfig from(Map<String, String> environment) {
        return from(environment, WatchedFiles.USUAL_PAUSE);
    }

    /**
     * The settings under a given environment.
     *
     * @param environment variables by name; empty ones count as not set, unknown ones are passed over
     * @param pause at least so long passes between two looks at whether a PEM file has changed
     * @throws ConfigurationException when they cannot be used, with all faults
     */
    public static RelayConfig from(Map<String, String> environment, Duration pause) {
        return read(new SettingsReader(layered(environment)), environment, pause);
    }

    /**
     * The same settings with another trust for consoles and issuers. Settings can only name a file for it.
     *
     * @param trust in place of what the settings say
     */
    public RelayConfig trusting(TlsTrust trust) {
        return new RelayConfig(
                listen,
                issuers.trusting(trust),
                console.trusting(trust),
                observableTypes,
                sightings,
                referenceSets,
                maxObservables,
                maxSightings,
                callBounds,
                log,
                settings);
    }

    /** What an operator should know about these settings: each a sentence naming the variable. */
    public List<String> warnings() {
        var warnings = new ArrayList<String>();
        switch (console.trust().verification()) {
            case FULL -> {}
            case CA ->
                warnings.add("QRADAR_TLS_VERIFY is ca: the host names in the certificates of consoles are not checked,"
                        + " so one console can pose as another.");
            case NONE ->
                warnings.add((console.trust().pins().isEmpty()
                                ? "QRADAR_TLS_VERIFY is none: certificates of consoles are not checked, so QRadar"
                                        + " passwords can be read on the way"
                                : "QRADAR_TLS_VERIFY is none: of the certificates of consoles nothing is checked but"
                                        + " the key, by QRADAR_TLS_PIN")
                        + (console.trust().anchors().isEmpty() ? "." : "; QRADAR_TLS_CA has no effect."));
        }
        if (console.allowLoopback()) {
            warnings.add("QRADAR_ALLOW_LOOPBACK is true: tenants can reach services on this machine.");
        }
        if (listen.publicUrl().isEmpty()) {
            warnings.add("RELAY_PUBLIC_URL is not set: the audience of tokens is compared with the Host header, which"
                    + " the caller chooses, so a token made for another relay can be used here.");
        }
        listen.tls()
                .map(ServerIdentity::end)
                .filter(end -> end.isBefore(Instant.now()))
                .ifPresent(end -> warnings.add("RELAY_TLS_CERT: the certificate expired on " + end + "."));
        return List.copyOf(warnings);
    }

    private static Config layered(Map<String, String> environment) {
        return SettingsReader.plain(
                ConfigSources.create(Setting.given(environment)).build(),
                ConfigSources.classpath("application.yaml").build());
    }

    private static RelayConfig read(SettingsReader settings, Map<String, String> environment, Duration pause) {
        var listen = listen(settings, pause);
        var loopback = settings.required(QRADAR_ALLOW_LOOPBACK, ValueSyntax::flag);
        var issuers = issuers(settings, loopback, pause);
        var console = console(settings, loopback, pause);
        var types = settings.optional(QRADAR_OBSERVABLE_TYPES, ObservableTypesFile::under);
        var sightings = sightings(settings);
        var sets = settings.list(QRADAR_REFERENCE_SETS, ReferenceSetNames::pattern);
        var maxObservables = settings.required(RELAY_MAX_OBSERVABLES, ValueSyntax.number(1, 100_000));
        var maxSightings = settings.required(RELAY_MAX_SIGHTINGS, ValueSyntax.number(100, 1_000_000));
        var callBounds = callBounds(settings);
        var format = settings.required(RELAY_LOG_FORMAT, ValueSyntax::logFormat);
        var level = settings.required(RELAY_LOG_LEVEL, ValueSyntax::logLevel);
        settings.requireNoFaults();
        return new RelayConfig(
                listen.orElseThrow(),
                issuers.orElseThrow(),
                console.orElseThrow(),
                types.orElseThrow().orElseGet(ObservableTypes::builtIn),
                sightings.orElseThrow(),
                new ReferenceSetNames(sets.orElseThrow()),
                maxObservables.orElseThrow(),
                maxSightings.orElseThrow(),
                callBounds.orElseThrow(),
                new LogConfig(format.orElseThrow(), level.orElseThrow()),
                EffectiveSettings.of(settings, environment));
    }

    private static Optional<ListenConfig> listen(SettingsReader settings, Duration pause) {
        var port = settings.required(RELAY_PORT, ValueSyntax::port);
        var host = settings.required(RELAY_HOST, ValueSyntax::listenHost);
        var adminPort = settings.required(RELAY_ADMIN_PORT, ValueSyntax::port);
        var publicUrl = settings.optional(RELAY_PUBLIC_URL, ValueSyntax::publicUrl);
        var origins = settings.list(RELAY_CORS_ORIGINS, AllowedOrigins::parse);
        if (port.isPresent() && port.equals(adminPort) && port.get() != 0) {
            settings.fault("RELAY_ADMIN_PORT: '" + port.get() + "' is RELAY_PORT too; they must differ");
        }
        var tls = tls(settings, pause);
        return all(port, host, adminPort, publicUrl, origins)
                ? Optional.of(new ListenConfig(
                        host.get(),
                        port.get(),
                        adminPort.get(),
                        publicUrl.get(),
                        AllowedOrigins.of(origins.get()),
                        tls))
                : Optional.empty();
    }

    private static Optional<ServerIdentity> tls(SettingsReader settings, Duration pause) {
        var certificatesGiven = settings.optional(RELAY_TLS_CERT, Function.identity());
        var keyGiven = settings.optional(RELAY_TLS_KEY, Function.identity());
        if (!all(certificatesGiven, keyGiven)) {
            return Optional.empty();
        }
        var certificates = certificatesGiven.get();
        var key = keyGiven.get();
        if (certificates.isPresent() != key.isPresent()) {
            settings.fault(
                    certificates.isPresent()
                            ? "RELAY_TLS_KEY: is missing beside RELAY_TLS_CERT"
                            : "RELAY_TLS_CERT: is missing beside RELAY_TLS_KEY");
        }
        if (!all(certificates, key)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ServerIdentity.of(certificates.get(), key.get(), pause));
        } catch (SettingFault fault) {
            settings.fault(ServerIdentity.SETTINGS + ": '" + certificates.get() + "' and '" + key.get() + "' "
                    + fault.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<IssuerConfig> issuers(SettingsReader settings, Optional<Boolean> loopback, Duration pause) {
        var hosts = settings.list(RELAY_JWKS_HOSTS, ValueSyntax::hostPattern);
        var anchors = settings.optional(RELAY_JWKS_CA, ValueSyntax.certificates(RELAY_JWKS_CA, pause));
        return all(hosts, anchors, loopback)
                ? Optional.of(new IssuerConfig(
                        hosts.get(), trust(TlsTrust.Verification.FULL, anchors.get(), List.of()), loopback.get()))
                : Optional.empty();
    }

    private static TlsTrust trust(
            TlsTrust.Verification verification,
            Optional<WatchedFiles<List<X509Certificate>>> anchors,
            List<KeyPin> pins) {
        Supplier<List<X509Certificate>> source =
                anchors.isPresent() ? anchors.get() : TlsTrust.jdk().source();
        return new TlsTrust(verification, source, pins);
    }

    private static Optional<CallBounds> callBounds(SettingsReader settings) {
        var most = settings.required(RELAY_MAX_CALLS, ValueSyntax.number(1, 10_000));
        var perTenant = settings.optional(RELAY_MAX_CALLS_PER_TENANT, ValueSyntax.number(1, 10_000));
        if (!all(most, perTenant)) {
            return Optional.empty();
        }
        // half, so that no tenant alone keeps out the others
        int bound = perTenant.get().orElse(Math.ceilDiv(most.get(), 2));
        if (bound > most.get()) {
            settings.fault(
                    "RELAY_MAX_CALLS_PER_TENANT: '" + bound + "' is more than RELAY_MAX_CALLS, '" + most.get() + "'");
        }
        return Optional.of(new CallBounds(most.get(), bound));
    }

    private static Optional<SightingConfig> sightings(SettingsReader settings) {
        var confidence = settings.required(RELAY_SIGHTING_CONFIDENCE, ValueSyntax::confidence);
        var targets = settings.required(RELAY_SIGHTING_TARGETS, ValueSyntax::targets);
        var merge = settings.required(RELAY_SIGHTING_MERGE, ValueSyntax::flag);
        var networks = settings.list(RELAY_INTERNAL_NETWORKS, ValueSyntax::network);
        return all(confidence, targets, merge, networks)
                ? Optional.of(new SightingConfig(confidence.get(), targets.get(), networks.get(), merge.get()))
                : Optional.empty();
    }

    private static Optional<ConsoleConfig> console(
            SettingsReader settings, Optional<Boolean> loopback, Duration pause) {
        var anchors = settings.optional(QRADAR_TLS_CA, ValueSyntax.certificates(QRADAR_TLS_CA, pause));
        var verification = settings.required(QRADAR_TLS_VERIFY, ValueSyntax::verification);
        var pins = settings.list(QRADAR_TLS_PIN, KeyPin::parse);
        var hosts = settings.list(QRADAR_HOSTS, ConsoleHosts.Entry::parse);
        var apiVersion = settings.required(QRADAR_API_VERSION, ValueSyntax::apiVersion);
        var window = settings.required(
                QRADAR_SEARCH_WINDOW, ValueSyntax.duration(Duration.ofMinutes(1), Duration.ofDays(365)));
        var slices =
                settings.list(QRADAR_SEARCH_SLICES, ValueSyntax.duration(Duration.ofMinutes(1), Duration.ofDays(365)));
        var timeout = settings.required(
                QRADAR_SEARCH_TIMEOUT, ValueSyntax.duration(Duration.ofSeconds(1), Duration.ofMinutes(10)));
        var concurrency = settings.required(QRADAR_SEARCH_CONCURRENCY, ValueSyntax.number(1, 64));
        var answer = settings.required(QRADAR_MAX_ANSWER_SIZE, ValueSyntax.size(64_000, 1_000_000_000));
        var connect = settings.required(
                QRADAR_CONNECT_TIMEOUT, ValueSyntax.duration(Duration.ofMillis(100), Duration.ofMinutes(1)));
        requireLonger(settings, timeout, connect);
        return all(
                        anchors,
                        verification,
                        pins,
                        hosts,
                        loopback,
                        apiVersion,
                        window,
                        slices,
                        timeout,
                        concurrency,
                        answer,
                        connect)
                ? Optional.of(new ConsoleConfig(
                        trust(verification.get(), anchors.get(), pins.get()),
                        ConsoleHosts.of(hosts.get()),
                        loopback.get(),
                        apiVersion.get(),
                        window.get(),
                        slicesWithin(window.get(), slices.get()),
                        timeout.get(),
                        concurrency.get(),
                        answer.get(),
                        connect.get()))
                : Optional.empty();
    }

    /** A cut at the far end of the window, or beyond it, cuts nothing. */
    private static List<Duration> slicesWithin(Duration window, List<Duration> cuts) {
        return cuts.stream()
                .filter(cut -> cut.compareTo(window) < 0)
                .distinct()
                .sorted()
                .toList();
    }

    private static void requireLonger(SettingsReader settings, Optional<Duration> search, Optional<Duration> connect) {
        if (all(search, connect) && search.get().compareTo(connect.get()) <= 0) {
            settings.fault("QRADAR_SEARCH_TIMEOUT: '" + ValueSyntax.shown(search.get())
                    + "' is not longer than QRADAR_CONNECT_TIMEOUT, '" + ValueSyntax.shown(connect.get()) + "'");
        }
    }

    private static boolean all(Optional<?>... values) {
        return List.of(values).stream().allMatch(Optional::isPresent);
    }
}
