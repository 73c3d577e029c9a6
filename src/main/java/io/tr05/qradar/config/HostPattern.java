package io.tr05.qradar.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Names of hosts: {@code visibility.*.cisco.com}, where {@code *} stands for exactly one whole label.
 *
 * @param labels the labels in lower case, at least one
 * @param port the port that goes with it, 1 to 65535; empty stands for 443
 */
public record HostPattern(List<String> labels, OptionalInt port) {
    private static final int HTTPS = 443;
    private static final Pattern FORM = Pattern.compile("([^:]+)(?::([1-9][0-9]{0,4}))?");

    public HostPattern {
        labels = List.copyOf(labels);
    }

    /** The pattern in a text such as {@code *.example.com} or {@code localhost:8443}; empty when it is none. */
    public static Optional<HostPattern> parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        var labels = form.group(1).toLowerCase(Locale.ROOT).split("\\.", -1);
        var port = form.group(2) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(form.group(2)));
        return isHost(form.group(1)) && port.orElse(HTTPS) <= 65535
                ? Optional.of(new HostPattern(List.of(labels), port))
                : Optional.empty();
    }

    /** Whether a host name is one of these, whatever its port. */
    public boolean matches(String host) {
        var asked = host.toLowerCase(Locale.ROOT).split("\\.", -1);
        if (asked.length != labels.size()) {
            return false;
        }
        for (var i = 0; i < asked.length; i++) {
            var wanted = labels.get(i);
            if (asked[i].isEmpty() || !(wanted.equals("*") || wanted.equals(asked[i]))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a host at a port is one of these. */
    public boolean matches(String host, int atPort) {
        return atPort == port.orElse(HTTPS) && matches(host);
    }

    /** Whether it is this host at a port and no other: without a star. */
    public boolean names(String host, int atPort) {
        return !labels.contains("*") && matches(host, atPort);
    }

    @Override
    public String toString() {
        var name = String.join(".", labels);
        return port.isPresent() ? name + ":" + port.getAsInt() : name;
    }

    /** With a label in place of each star it has to be a name; a star in part of a label is not. */
    private static boolean isHost(String text) {
        var filled = Arrays.stream(text.split("\\.", -1))
                .map(label -> label.equals("*") ? "x" : label)
                .toList();
        return HostName.parse(String.join(".", filled)).isPresent();
    }
}
