package io.tr05.qradar.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.tr05.qradar.auth.AuthorizationException;
import io.tr05.qradar.auth.Credentials;
import io.tr05.qradar.auth.TokenVerifier;
import io.tr05.qradar.metrics.RelayMetrics;
import io.tr05.qradar.qradar.Deadline;
import io.tr05.qradar.qradar.TenantCall;
import io.tr05.qradar.relay.ErrorTable;
import io.tr05.qradar.relay.RelayError;
import io.tr05.qradar.relay.RelayError.Code;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * An endpoint that only a verified tenant reaches. The token is checked before the body is read, and there is no way to an
 * endpoint's code without the {@link Credentials} that come out of it.
 */
final class AuthorizedHandler<B> implements Handler {

    private final TokenVerifier verifier;
    private final Optional<URI> publicUrl;
    private final Duration timeLimit;
    private final CallsInFlight calls;
    private final Admission admission;
    private final Endpoint<B> endpoint;
    private final RelayMetrics metrics;

    /** An endpoint's own work: whose call, and what was read of the request -> the answer. */
    @FunctionalInterface
    interface Work<B> {
        Answer answer(TenantCall call, B body);
    }

    /** A request -> what was read of it. */
    @FunctionalInterface
    interface Reader<B> {
        B read(ServerRequest request, RequestReader.LargeBody largeBody);
    }

    /**
     * What is guarded.
     *
     * @param reader reads a request's body, as a whole
     * @param work what it is for
     * @param refusal the envelope for a request that is refused
     */
    record Endpoint<B>(Reader<B> reader, Work<B> work, Function<RelayError, Object> refusal) {}

    /**
     * Guards an endpoint.
     *
     * @param verifier checks tokens
     * @param publicUrl the relay's public root URL, the audience of tokens for it; if absent, that of the Host header
     * @param timeLimit from the arrival of a request to its answer, authorisation included
     * @param calls the calls in flight
     * @param admission how many may be in flight
     * @param endpoint what to guard
     * @param metrics counts calls in flight and tokens that are not good
     */
    AuthorizedHandler(
            TokenVerifier verifier,
            Optional<URI> publicUrl,
            Duration timeLimit,
            CallsInFlight calls,
            Admission admission,
            Endpoint<B> endpoint,
            RelayMetrics metrics) {
        this.metrics = metrics;
        this.verifier = verifier;
        this.publicUrl = publicUrl;
        this.timeLimit = timeLimit;
        this.calls = calls;
        this.admission = admission;
        this.endpoint = endpoint;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        RequestRecord entry = RequestRecord.of(request);
        RelayMetrics.GoingOn inFlight = metrics.callInFlight();
        try (Admission.Place place = admission.enter()) {
            Answer answer = answer(request, entry, place);
            tell(entry, answer);
            calls.write(() -> EnvelopeWriter.send(response, answer.envelope()));
        } catch (TooManyCallsException refused) {
            Answer refusal = refusal(RelayError.fatal(Code.TOO_MANY_REQUESTS, refused.wording()));
            tell(entry, refusal);
            calls.write(() -> EnvelopeWriter.send(response, refusal.envelope()));
        } finally {
            entry.end();
            inFlight.end();
        }
    }

    private void tell(RequestRecord entry, Answer answer) {
        entry.answer(answer);
        if (answer.isTruncated()) {
            metrics.answerTruncated();
        }
    }

    private Answer answer(ServerRequest request, RequestRecord entry, Admission.Place place) {
        Deadline deadline = Deadline.after(timeLimit);
        try {
            Credentials tenant = verifier.verify(authorization(request), audiences(request), deadline.remaining());
            TenantCall call = new TenantCall(tenant, deadline, entry.id());
            entry.call(call);
            place.claim(tenant);
            B body = endpoint.reader().read(request, place::takeLargeBody);
            return calls.run(request, () -> endpoint.work().answer(call, body));
        } catch (AuthorizationException refused) {
            entry.rejected(refused.reason());
            metrics.tokenRejected(refused.reason());
            return refusal(ErrorTable.of(refused));
        } catch (InvalidRequestException invalid) {
            return refusal(RelayError.fatal(Code.INVALID_ARGUMENT, invalid.wording()));
        }
    }

    private Answer refusal(RelayError error) {
        return new Answer(endpoint.refusal().apply(error), 0, 0, List.of(error));
    }

    /** The header; more than one are joined, and so are not of the two words that it must have. */
    private static Optional<String> authorization(ServerRequest request) {
        List<String> values = request.headers().contains(HeaderNames.AUTHORIZATION)
                ? request.headers().get(HeaderNames.AUTHORIZATION).allValues()
                : List.of();
        return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
    }

    /** Without a configured address the relay can't know whether a proxy in front of it ends TLS: either scheme will do. */
    private Set<String> audiences(ServerRequest request) {
        return publicUrl
                .map(url -> Set.of(url.toString()))
                .orElseGet(() -> Set.of("http://" + request.authority(), "https://" + request.authority()));
    }
}
