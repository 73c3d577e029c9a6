package io.tr05.qradar.auth;

import io.tr05.qradar.config.HostName;
import io.tr05.qradar.config.HostPattern;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A claim {@code jwks_host} that is a plain host, in canonical form.
 *
 * @param name lower-case name or IPv4 address
 * @param port 1 to 65535
 */
record IssuerHost(String name, int port) {
    private static final int HTTPS = 443;
    private static final Pattern FORM = Pattern.compile("([^:]+)(?::([1-9][0-9]{0,4}))?");

    /** Reads {@code host} or {@code host:port}; empty for anything more, such as a path, user or scheme. */
    static Optional<IssuerHost> parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        var port = form.group(2) == null ? HTTPS : Integer.parseInt(form.group(2));
        return HostName.parse(form.group(1))
                .filter(name -> port <= 65535)
                .map(name -> new IssuerHost(name.text(), port));
    }

    boolean isAmong(List<HostPattern> allowed) {
        return allowed.stream().anyMatch(pattern -> pattern.matches(name, port));
    }

    /** Whether one of them is this host and no other. */
    boolean isNamedAmong(List<HostPattern> allowed) {
        return allowed.stream().anyMatch(pattern -> pattern.names(name, port));
    }

    /** Where the host publishes its keys. */
    String keysUrl() {
        return "https://" + this + "/.well-known/jwks";
    }

    @Override
    public String toString() {
        return port == HTTPS ? name : name + ":" + port;
    }
}
