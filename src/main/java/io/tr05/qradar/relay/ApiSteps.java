package io.tr05.qradar.relay;

import io.tr05.qradar.auth.ConsoleAccount;
import io.tr05.qradar.auth.Credentials;
import io.tr05.qradar.config.ConsoleConfig;
import io.tr05.qradar.config.ObservableTypes;
import io.tr05.qradar.qradar.ConsoleColumns;
import io.tr05.qradar.qradar.ConsoleVersions;
import io.tr05.qradar.qradar.Deadline;
import io.tr05.qradar.qradar.EventQuery;
import io.tr05.qradar.qradar.EventQuery.ColumnMatch;
import io.tr05.qradar.qradar.EventQuery.SearchWindow;
import io.tr05.qradar.qradar.QRadarConsole;
import io.tr05.qradar.qradar.QRadarConsoles;
import io.tr05.qradar.qradar.QRadarException;
import io.tr05.qradar.qradar.Role;
import io.tr05.qradar.qradar.TenantCall;
import io.tr05.qradar.relay.ConsoleCheck.Result;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The steps of a {@link ConsoleCheck} that use the console's API with an account. */
final class ApiSteps {

    private static final Duration WINDOW = Duration.ofMinutes(5);

    /** What the console sees of a check beside the calls of the platform. */
    private static final String REQUEST_ID = "check";

    /** The element types that observables can be kept in. */
    private static final List<String> ELEMENT_TYPES = List.of("IP", "ALN", "ALNIC");

    private final Credentials tenant;
    private final ConsoleConfig config;
    private final SearchedColumns searched;
    private final QRadarConsoles consoles;
    private final InstantSource clock;

    ApiSteps(
            Credentials tenant,
            ConsoleConfig config,
            ObservableTypes types,
            QRadarConsoles consoles,
            InstantSource clock) {
        this.searched = new SearchedColumns(types);
        this.tenant = tenant;
        this.config = config;
        this.consoles = consoles;
        this.clock = clock;
    }

    /** What a console said or why it did not; exactly one of them is present. */
    private record Answer<T>(Optional<T> value, Optional<QRadarException> failure) {

        static <T> Answer<T> of(Supplier<T> call) {
            try {
                return new Answer<>(Optional.of(call.get()), Optional.empty());
            } catch (QRadarException failure) {
                return new Answer<>(Optional.empty(), Optional.of(failure));
            }
        }

        Optional<Role> missingRole() {
            return failure.flatMap(reason -> reason instanceof QRadarException.RoleMissing missing
                    ? Optional.of(missing.role())
                    : Optional.empty());
        }
    }

    /** What the account may read of the console; the parts that it may not are failures. */
    static final class Granted {
        private final Answer<ConsoleColumns> columns;
        private final Answer<Map<String, Integer>> sets;

        private Granted(Answer<ConsoleColumns> columns, Answer<Map<String, Integer>> sets) {
            this.columns = columns;
            this.sets = sets;
        }
    }

    private QRadarConsole console() {
        return consoles.open(new TenantCall(tenant, Deadline.after(config.searchTimeout()), REQUEST_ID));
    }

    /** The first call that sends the credentials, made once whatever happens; two steps tell of it. */
    record Login(Answer<ConsoleVersions> answer) {

        boolean isRefused() {
            return answer.failure()
                    .filter(failure -> failure instanceof QRadarException.LoginRejected
                            || failure instanceof QRadarException.RoleMissing)
                    .isPresent();
        }
    }

    /** In which version console and relay speak. */
    Result<Login> apiVersion() {
        Login login = new Login(Answer.of(() -> console().versions(config.apiVersion())));
        CheckStep step = login.answer()
                .value()
                .map(this::spoken)
                .orElseGet(() -> login.isRefused()
                        ? CheckStep.skipped("api version", "the console tells it only to an account that it accepts")
                        : failed("api version", login.answer()));
        return Result.of(step, login);
    }

    private CheckStep spoken(ConsoleVersions versions) {
        String newest = versions.newest().orElse("none that is not deprecated");
        String detail = "the relay asks for " + config.apiVersion() + " and they speak " + versions.spoken()
                + "; the console's newest is " + newest;
        CheckStep step = CheckStep.good("api version", detail)
                .data("wanted", config.apiVersion())
                .data("spoken", versions.spoken());
        return versions.newest().map(number -> step.data("newest", number)).orElse(step);
    }

    /** Whether the console takes the credentials. */
    Result<Login> credentials(Login login) {
        if (login.answer().value().isPresent()) {
            return Result.of(CheckStep.good("credentials", "the console accepts " + what(tenant.account())), login);
        }
        return Result.without(
                login.isRefused()
                        ? failed("credentials", login.answer())
                        : CheckStep.skipped("credentials", "needs api version"));
    }

    private static String what(ConsoleAccount account) {
        return switch (account) {
            case ConsoleAccount.WithPassword user -> "user and password";
            case ConsoleAccount.ServiceToken service -> "the service token";
        };
    }

    /** Which roles the account lacks, by what it may read. */
    Result<Granted> roles() {
        QRadarConsole console = console();
        Granted granted = new Granted(Answer.of(console::columns), Answer.of(() -> console.referenceSets()
                .countByType()));
        List<Role> missing = Stream.of(granted.columns.missingRole(), granted.sets.missingRole())
                .flatMap(Optional::stream)
                .toList();
        return Result.of(rolesStep(missing, granted), granted);
    }

    private static CheckStep rolesStep(List<Role> missing, Granted granted) {
        List<String> titles = missing.stream().map(Role::title).toList();
        if (!missing.isEmpty()) {
            return CheckStep.bad("roles", "the account lacks " + String.join(", and ", titles) + " (403)")
                    .remedy(missing.stream().map(ApiSteps::remedy).toList())
                    .data("missing", titles);
        }
        if (granted.columns.failure().isPresent() || granted.sets.failure().isPresent()) {
            return CheckStep.skipped("roles", "could not be found out: see the steps below");
        }
        return CheckStep.good("roles", "none is missing").data("missing", titles);
    }

    private static String remedy(Role role) {
        String purpose = role == Role.LOG_ACTIVITY ? "To find sightings" : "To offer and carry out actions";
        return purpose + ", give the account " + role.title() + ": " + FailureAdvice.editor();
    }

    /** Which observables can be searched for, and where. */
    Result<ConsoleColumns> observableTypes(Granted granted) {
        return granted.columns
                .value()
                .map(this::observableTypes)
                .orElseGet(() -> Result.without(notRead("observable types", granted.columns)));
    }

    private Result<ConsoleColumns> observableTypes(ConsoleColumns columns) {
        Map<String, List<String>> byType = searched.byType(columns);
        long found = byType.values().stream().filter(names -> !names.isEmpty()).count();
        CheckStep step = found == 0
                ? CheckStep.bad(
                        "observable types",
                        "this console has none of the columns that the relay knows",
                        "Is this a QRadar console? The relay finds nothing here.")
                : CheckStep.good("observable types", "%d of %d can be searched".formatted(found, byType.size()));
        List<String> facts = byType.entrySet().stream()
                .map(type -> type.getKey() + ": "
                        + (type.getValue().isEmpty()
                                ? "no column on this console: not searched"
                                : String.join(", ", type.getValue())))
                .toList();
        CheckStep told = step.facts(facts).data("columns", byType);
        return found == 0 ? Result.without(told) : Result.of(told, columns);
    }

    /** Whether reference sets can be listed, and how many are for observables. */
    Result<Map<String, Integer>> referenceSets(Granted granted) {
        return granted.sets
                .value()
                .map(counts -> Result.of(referenceSetsStep(counts), counts))
                .orElseGet(() -> Result.without(notRead("reference sets", granted.sets)));
    }

    private static CheckStep referenceSetsStep(Map<String, Integer> counts) {
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        Map<String, Integer> usable = new LinkedHashMap<>();
        ELEMENT_TYPES.forEach(type -> usable.put(type, counts.getOrDefault(type, 0)));
        String listed = usable.entrySet().stream()
                .map(type -> type.getValue() + " " + type.getKey())
                .collect(Collectors.joining(", "));
        return CheckStep.good("reference sets", all + " readable: " + listed)
                .data("count", all)
                .data("by_element_type", usable);
    }

    /** Whether a search comes to its end, on the way that all take. */
    Result<Integer> search(ConsoleColumns columns) {
        List<ColumnMatch> matches = searched.forNothing(columns);
        if (matches.isEmpty()) {
            return Result.without(CheckStep.skipped("search", "there is no column of IPv4 addresses to search"));
        }
        Instant now = clock.instant();
        EventQuery query = new EventQuery(
                matches,
                List.of(),
                Set.of(),
                new SearchWindow(now.minus(WINDOW).toEpochMilli(), now.toEpochMilli()),
                1);
        long began = System.nanoTime();
        Answer<Integer> events = Answer.of(() -> console().search(query).size());
        long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
        return events.value()
                .map(found -> Result.of(
                        CheckStep.good(
                                "search",
                                "the last " + WINDOW.toMinutes() + " minutes were searched in " + millis
                                        + " ms; the search is deleted afterwards"),
                        found))
                .orElseGet(() -> Result.without(failed("search", events)));
    }

    private static CheckStep notRead(String step, Answer<?> answer) {
        return answer.missingRole()
                .map(role -> CheckStep.skipped(step, "needs " + role.title()))
                .orElseGet(() -> failed(step, answer));
    }

    private static CheckStep failed(String step, Answer<?> answer) {
        return CheckStep.bad(step, FailureAdvice.of(answer.failure().orElseThrow()));
    }
}
