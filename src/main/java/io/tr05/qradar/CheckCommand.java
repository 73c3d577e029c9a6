package io.tr05.qradar;

import io.tr05.qradar.auth.AuthorizationException;
import io.tr05.qradar.auth.ConsoleAccount;
import io.tr05.qradar.auth.ConsoleAddress;
import io.tr05.qradar.auth.Credentials;
import io.tr05.qradar.auth.Secret;
import io.tr05.qradar.config.ConfigurationException;
import io.tr05.qradar.config.LogConfig;
import io.tr05.qradar.config.RelayConfig;
import io.tr05.qradar.metrics.RelayMetrics;
import io.tr05.qradar.qradar.QRadarConsoles;
import io.tr05.qradar.relay.ConsoleCheck;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code check}: says what stands between the relay, as it is set up here, and one console. */
@Command(
        name = "check",
        description = "Check one console as the relay would use it: name, port, certificate, account, columns, search.",
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = {
            "The password comes from QRADAR_CHECK_PASSWORD, from --password-file, or from a prompt, a service token from"
                    + " QRADAR_CHECK_TOKEN or --token-file; never from the command line, which other users of a machine"
                    + " can read.",
            "All settings of the relay, such as QRADAR_TLS_CA and QRADAR_HOSTS, count as they do for serve."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing is bad", "1:something is bad", "2:the command line or a setting is wrong"})
final class CheckCommand implements Callable<Integer> {

    private static final int GOOD = 0;
    private static final int BAD = 1;
    private static final int WRONG_SETTINGS = 2;

    private static final String HOST = "QRADAR_CHECK_HOST";
    private static final String USER = "QRADAR_CHECK_USER";
    private static final String PASSWORD = "QRADAR_CHECK_PASSWORD";
    private static final String TOKEN = "QRADAR_CHECK_TOKEN";
    private static final String STANDARD_INPUT = "-";

    /** What the JVM makes of a byte that is no character in the process's locale. */
    private static final char UNREADABLE = '\uFFFD';

    /** More than any password; a wrong file must not fill the memory. */
    private static final int LONGEST_PASSWORD_FILE = 64 << 10;

    private final Map<String, String> environment;
    private final InputStream input;

    @Option(
            names = "--host",
            paramLabel = "HOST[:PORT]",
            description = "The console, as in a module's SERVER_IP [" + HOST + "].")
    private Optional<String> host = Optional.empty();

    @Option(names = "--user", paramLabel = "NAME", description = "The account to log in with [" + USER + "].")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "The account's password: the file's first line; - is standard input [" + PASSWORD + "].")
    private Optional<String> passwordFile = Optional.empty();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "An authorized service's token instead of user and password: the file's first line; - is"
                    + " standard input [" + TOKEN + "].")
    private Optional<String> tokenFile = Optional.empty();

    @Option(names = "--json", description = "Write the steps as JSON, and nothing else, to standard output.")
    private boolean json;

    /** Is there to be refused without being repeated: an unknown option would be printed with its value. */
    @Option(
            names = {"--password", "--token"},
            hidden = true,
            arity = "0..1",
            fallbackValue = "")
    private Optional<String> passwordOnCommandLine = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The command in this process's environment. */
    CheckCommand() {
        this(System.getenv(), System.in);
    }

    /**
     * The command.
     *
     * @param environment variables by name
     * @param input what {@code --password-file -} reads
     */
    CheckCommand(Map<String, String> environment, InputStream input) {
        this.environment = environment;
        this.input = input;
    }

    @Override
    public Integer call() {
        try {
            RelayConfig config = RelayConfig.from(environment);
            logQuietly(config.log());
            return check(config);
        } catch (ConfigurationException wrong) {
            PrintWriter complaints = spec.commandLine().getErr();
            wrong.faults().forEach(fault -> ServingProcess.complain(complaints, fault));
            return WRONG_SETTINGS;
        }
    }

    /** What the relay tells an operator in its log, this command tells in its steps. */
    private static void logQuietly(LogConfig asSet) {
        Level level = asSet.level().intValue() < Level.INFO.intValue() ? asSet.level() : Level.WARNING;
        RelayLogging.apply(new LogConfig(asSet.format(), level));
    }

    private int check(RelayConfig config) {
        Credentials tenant = credentials();
        CheckReport report = new CheckReport(
                spec.commandLine().getOut(), spec.commandLine().getColorScheme().ansi(), json);
        BuildProperties build = BuildProperties.load();
        try (RelayMetrics metrics = new RelayMetrics(build.version());
                QRadarConsoles consoles = new QRadarConsoles(config.console(), build.userAgent(), metrics)) {
            boolean good = new ConsoleCheck(
                            tenant,
                            config.console(),
                            config.observableTypes(),
                            consoles,
                            InstantSource.system(),
                            report::add)
                    .run();
            report.end(good);
            return good ? GOOD : BAD;
        }
    }

    private Credentials credentials() {
        if (passwordOnCommandLine.isPresent()) {
            throw wrong("A password or token on the command line can be read by others: use " + PASSWORD
                    + " or --password-file, " + TOKEN + " or --token-file.");
        }
        ConsoleAddress console = console(
                host.or(() -> variable(HOST)).orElseThrow(() -> wrong("Which console? Give --host or " + HOST + ".")));
        return new Credentials(console, account(), 1);
    }

    /** What the command line names goes before what the environment has. */
    private ConsoleAccount account() {
        Optional<String> named = user.or(() -> tokenFile.isPresent() ? Optional.empty() : variable(USER))
                .filter(name -> !name.isBlank());
        Optional<String> token =
                tokenFile.map(this::firstLine).or(() -> user.isPresent() ? Optional.empty() : variable(TOKEN));
        if (named.isPresent() && token.isPresent()) {
            throw wrong("Give a user or a service token, not both.");
        }
        return token.map(this::service)
                .orElseGet(() -> withPassword(named.orElseThrow(() -> wrong("Which account? Give --user or " + USER
                        + ", or a service token by --token-file or " + TOKEN + "."))));
    }

    private ConsoleAccount service(String token) {
        try {
            return new ConsoleAccount.ServiceToken(new Secret(token));
        } catch (IllegalArgumentException unusable) {
            throw wrong("The service token has to be one word of visible ASCII characters.");
        }
    }

    private ConsoleAccount withPassword(String name) {
        String password = password(name);
        if (password.isBlank()) {
            throw wrong("The password is empty.");
        }
        if ((name + password).indexOf(UNREADABLE) >= 0) { // each try with it would count towards the console's lock-out
            throw wrong("User or password has characters that this process can't read: start it with LANG=C.UTF-8, or"
                    + " another locale of UTF-8.");
        }
        try {
            return new ConsoleAccount.WithPassword(name, new Secret(password));
        } catch (IllegalArgumentException unusable) {
            throw wrong("User and password can't have control characters, nor the user a colon.");
        }
    }

    private ConsoleAddress console(String text) {
        try {
            return ConsoleAddress.parse(text.strip());
        } catch (AuthorizationException unreadable) {
            throw wrong("The host has to be a name or an address, with :port if need be, and nothing else.");
        }
    }

    private String password(String account) {
        if (passwordFile.isPresent()) {
            return firstLine(passwordFile.get());
        }
        return variable(PASSWORD)
                .or(() -> prompted(account))
                .orElseThrow(() -> wrong("Which password? Set " + PASSWORD + ", or give --password-file."));
    }

    private String firstLine(String file) {
        try (InputStream text = file.equals(STANDARD_INPUT) ? input : Files.newInputStream(Path.of(file))) {
            String all = new String(text.readNBytes(LONGEST_PASSWORD_FILE), StandardCharsets.UTF_8);
            return all.lines().findFirst().orElse("");
        } catch (IOException unreadable) {
            throw wrong("--password-file or --token-file can't be read: " + file);
        }
    }

    /** Without an echo; nothing where no person sits at a terminal, which some versions of Java say by null. */
    @SuppressWarnings("SystemConsoleNull")
    private static Optional<String> prompted(String account) {
        Console terminal = System.console();
        char[] typed = terminal == null ? null : terminal.readPassword("Password of %s: ", account);
        if (typed == null) {
            return Optional.empty();
        }
        String password = new String(typed);
        Arrays.fill(typed, ' ');
        return Optional.of(password);
    }

    /** An empty one counts as not set, as with the relay's settings. */
    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private RuntimeException wrong(String message) {
        return UsageFault.of(spec, message);
    }
}
