package io.tr05.qradar.http;

import static io.tr05.qradar.http.TransportErrors.methodNotAllowed;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.tr05.qradar.auth.TokenVerifier;
import io.tr05.qradar.config.AllowedOrigins;
import io.tr05.qradar.config.CallBounds;
import io.tr05.qradar.http.AuthorizedHandler.Endpoint;
import io.tr05.qradar.metrics.RelayEndpoint;
import io.tr05.qradar.metrics.RelayMetrics;
import io.tr05.qradar.qradar.TenantCall;
import io.tr05.qradar.relay.CheckHealth;
import io.tr05.qradar.relay.ObserveObservables;
import io.tr05.qradar.relay.OfferActions;
import io.tr05.qradar.relay.Outcome;
import io.tr05.qradar.relay.ReferObservables;
import io.tr05.qradar.relay.RelayError;
import io.tr05.qradar.relay.RelayError.Code;
import io.tr05.qradar.relay.TriggerAction;
import io.tr05.qradar.wire.Observable;
import io.tr05.qradar.wire.ReferLink;
import io.tr05.qradar.wire.ResponseAction;
import io.tr05.qradar.wire.Sighting;
import io.tr05.qradar.wire.TriggerRequest;
import io.tr05.qradar.wire.VersionResponse;
import io.tr05.qradar.wire.WatchdogResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** All routes of the relay, each with and without a trailing slash. */
public final class RelayRouting {

    private final TokenVerifier verifier;
    private final Optional<URI> publicUrl;
    private final AllowedOrigins origins;
    private final Duration timeLimit;
    private final CallsInFlight calls;
    private final Admission admission;
    private final UseCases useCases;
    private final Build build;
    private final RelayMetrics metrics;
    private final RequestReader reader;

    /**
     * What the routes lead to.
     *
     * @param health is the console there
     * @param observe what did it see
     * @param refer where to go on
     * @param offer what can be done
     * @param trigger do it
     */
    public record UseCases(
            CheckHealth health,
            ObserveObservables observe,
            ReferObservables refer,
            OfferActions offer,
            TriggerAction trigger) {}

    /**
     * What the build knows of itself.
     *
     * @param version the relay's
     * @param swaggerUiVersion of the web page at {@code /ui}
     */
    public record Build(String version, String swaggerUiVersion) {}

    /**
     * The routes.
     *
     * @param verifier checks tokens
     * @param publicUrl the audience of tokens for this relay; if absent, that of each request's Host header
     * @param origins of the pages that may call from a browser
     * @param timeLimit from the arrival of a request to its answer
     * @param mostObservables of one request
     * @param bounds how many calls are worked on at once
     * @param calls the calls in flight, to be ended early when their callers go away or the relay stops
     * @param useCases what the routes lead to
     * @param build what the build knows of itself
     * @param metrics counts requests and what came of them
     */
    public RelayRouting(
            TokenVerifier verifier,
            Optional<URI> publicUrl,
            AllowedOrigins origins,
            Duration timeLimit,
            int mostObservables,
            CallBounds bounds,
            CallsInFlight calls,
            UseCases useCases,
            Build build,
            RelayMetrics metrics) {
        this.metrics = metrics;
        metrics.callLimit(bounds.most());
        this.verifier = verifier;
        this.publicUrl = publicUrl;
        this.origins = origins;
        this.timeLimit = timeLimit;
        this.calls = calls;
        this.admission = Admission.ofThisHeap(bounds);
        this.useCases = useCases;
        this.build = build;
        this.reader = new RequestReader(mostObservables);
    }

    /**
     * Adds the routes and what answers where none fits.
     *
     * @param routing of the relay's own port
     */
    public void addTo(HttpRouting.Builder routing) {
        routing.addFilter(new AccessLog(metrics));
        routing.addFilter((chain, request, response) -> {
            response.beforeSend(() -> {
                if (calls.stopping()) { // a caller that is told does not send another request into the end
                    response.header(HeaderValues.CONNECTION_CLOSE);
                }
            });
            chain.proceed();
        });
        routing.addFilter(this::boundWriting);
        routing.addFilter(new CrossOriginCalls(origins));
        routing.addFilter(RelayRouting::cachePages);
        authorized(
                routing,
                "/health",
                new Endpoint<>((request, unread) -> request, this::health, EnvelopeWriter::healthError));
        authorized(
                routing,
                "/observe/observables",
                new Endpoint<>(reader::observables, this::observe, EnvelopeWriter::observeError));
        authorized(
                routing,
                "/refer/observables",
                new Endpoint<>(reader::observables, this::refer, EnvelopeWriter::referError));
        authorized(
                routing,
                "/respond/observables",
                new Endpoint<>(reader::observables, this::respond, EnvelopeWriter::respondError));
        authorized(
                routing,
                "/respond/trigger",
                new Endpoint<>(reader::trigger, this::trigger, EnvelopeWriter::triggerError));
        route(routing, Method.POST, "/version", this::version);
        route(routing, Method.GET, "/watchdog", RelayRouting::watchdog);
        route(routing, Method.GET, "/", new LandingPage(build.version()));
        SwaggerUi.addTo(routing, build.swaggerUiVersion());
        // the contract itself is served by Helidon's feature, which leaves other methods and the slash to us
        routing.route(
                method -> !method.equals(Method.GET), PathMatchers.exact("/openapi"), methodNotAllowed(Method.GET));
        route(routing, Method.GET, "/openapi/", SwaggerUi.redirect("/openapi"));
        TransportErrors.addTo(routing);
    }

    /**
     * Bounds what a caller may send, and shapes what fails before any route is reached.
     *
     * @param listener the relay's own port
     */
    public static void guard(ListenerConfig.BuilderBase<?, ?> listener) {
        DirectHandlers handlers = TransportErrors.beforeRouting();
        listener.maxPayloadSize(RequestReader.MOST_BYTES_DISCARDED).directHandlers(handlers);
    }

    private void authorized(HttpRouting.Builder routing, String path, Endpoint<?> endpoint) {
        route(
                routing,
                Method.POST,
                path,
                new AuthorizedHandler<>(verifier, publicUrl, timeLimit, calls, admission, endpoint, metrics));
    }

    private static void route(HttpRouting.Builder routing, Method method, String path, Handler handler) {
        var withAndWithoutSlash = path.endsWith("/") ? PathMatchers.exact(path) : PathMatchers.create(path + "[/]");
        routing.route(Method.predicate(method), withAndWithoutSlash, handler);
        routing.route(anyMethod -> true, withAndWithoutSlash, methodNotAllowed(method));
    }

    private Answer health(TenantCall call, ServerRequest request) {
        Optional<RelayError> error = useCases.health().check(call);
        return new Answer(EnvelopeWriter.health(error), 0, error.isPresent() ? 0 : 1, errors(error));
    }

    private Answer observe(TenantCall call, List<Observable> observables) {
        Outcome<Sighting> outcome = useCases.observe().observe(call, observables);
        metrics.sightings(outcome.found().size());
        return Answer.of(EnvelopeWriter.observe(outcome), observables.size(), outcome);
    }

    private Answer refer(TenantCall call, List<Observable> observables) {
        Outcome<ReferLink> outcome = useCases.refer().refer(call.tenant(), observables);
        return Answer.of(EnvelopeWriter.refer(outcome), observables.size(), outcome);
    }

    private Answer respond(TenantCall call, List<Observable> observables) {
        Outcome<ResponseAction> outcome = useCases.offer().offer(call, observables);
        return Answer.of(EnvelopeWriter.respond(outcome), observables.size(), outcome);
    }

    private Answer trigger(TenantCall call, TriggerRequest trigger) {
        Optional<RelayError> error = useCases.trigger().trigger(call, trigger);
        return new Answer(EnvelopeWriter.trigger(error), 1, error.isPresent() ? 0 : 1, errors(error));
    }

    /**
     * Pages, and the contract, are asked for again each time, with their tag; the parts of Swagger UI, whose names stay the
     * same from version to version, after an hour. An answer in JSON says itself that nobody may keep it.
     */
    private static void cachePages(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (RequestRecord.of(request).endpoint() == RelayEndpoint.PAGE) {
            response.header(
                    HeaderNames.CACHE_CONTROL,
                    SwaggerUi.isPart(request.prologue().uriPath().path()) ? "public, max-age=3600" : "no-cache");
        }
        chain.proceed();
    }

    /** What is not for a tenant takes no time but for being read; the handler of tenants' calls does the same by itself. */
    private void boundWriting(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        boolean call = request.prologue().method().equals(Method.POST)
                && RequestRecord.of(request).endpoint().isForTenants();
        if (call) {
            chain.proceed();
        } else {
            calls.write(chain::proceed);
        }
    }

    private static List<RelayError> errors(Optional<RelayError> error) {
        return error.map(List::of).orElseGet(List::of);
    }

    private void version(ServerRequest request, ServerResponse response) {
        EnvelopeWriter.send(response, new VersionResponse().version(build.version()));
    }

    private static void watchdog(ServerRequest request, ServerResponse response) {
        Optional<String> value = request.headers().first(HeaderNames.create("Health-Check"));
        EnvelopeWriter.send(
                response,
                value.map(echoed -> new WatchdogResponse().data(echoed))
                        .orElseGet(() -> EnvelopeWriter.watchdogError(
                                RelayError.fatal(Code.HEALTH_CHECK_FAILED, "Invalid Health Check"))));
    }
}
