package io.tr05.qradar.ctim;

import io.tr05.qradar.config.ObservableType;
import io.tr05.qradar.config.ObservableTypes;
import io.tr05.qradar.config.ValueForm;
import io.tr05.qradar.qradar.Event;
import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How the values of each form are checked, what makes two of them the same, and how a console may hold them
 * (tiles-and-siblings.md, section 1).
 */
final class ObservableForm {

    private static final Pattern MAC = Pattern.compile(
            "(?:[0-9A-F]{2}([-:]?))(?:[0-9A-F]{2}\\1){4}[0-9A-F]{2}" + "|[0-9A-F]{4}\\.[0-9A-F]{4}\\.[0-9A-F]{4}");
    private static final Pattern LABELS =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}_-]{1,63}(\\.[\\p{L}\\p{M}\\p{N}_-]{1,63})*");
    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^\\s\\p{Cc}\\p{Cs}]+");
    private static final Pattern EMAIL = Pattern.compile("[^\\s\\p{Cc}\\p{Cs}<>]+@[^\\s\\p{Cc}\\p{Cs}<>@]+");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]+");
    private static final Pattern SEPARATOR = Pattern.compile("[-:.]");
    private static final int LONGEST_NAME = 253;

    private ObservableForm() {}

    /** The one text for all spellings of a value; empty if it is none of the type or stands for "no value". */
    static Optional<String> canonical(ObservableType type, String text) {
        if (Event.isNoValue(text)) {
            return Optional.empty();
        }
        return switch (type.form()) {
            case IP -> address(text);
            case IPV6 ->
                Optional.of(text).filter(address -> address.contains(":")).flatMap(ObservableForm::address);
            case MAC -> mac(text);
            case HOSTNAME -> name(text);
            case DOMAIN -> name(text).flatMap(ObservableForm::ascii);
            case URL -> matching(URL, text).map(url -> inCase(type, url));
            case HASH -> matching(HEX, lower(text)).filter(hash -> hash.length() == type.digits());
            case EMAIL -> matching(EMAIL, text).map(email -> inCase(type, email));
            case TEXT ->
                Optional.of(text)
                        .filter(line -> line.codePoints().noneMatch(ObservableForm::isNoText))
                        .map(line -> inCase(type, line));
        };
    }

    /** The type whose columns hold a value: for an address that of its family, whatever it was sent as. */
    static Optional<ObservableType> searched(ObservableTypes types, ObservableType type, String canonical) {
        return switch (type.form()) {
            case IP, IPV6 -> {
                ValueForm family = canonical.contains(":") ? ValueForm.IPV6 : ValueForm.IP;
                yield type.form() == family ? Optional.of(type) : types.named(lower(family.name()));
            }
            default -> Optional.of(type);
        };
    }

    static boolean isAddress(ObservableType type) {
        return switch (type.form()) {
            case IP, IPV6 -> true;
            case MAC, HOSTNAME, DOMAIN, URL, HASH, EMAIL, TEXT -> false;
        };
    }

    static List<String> literals(ObservableType type, String canonical) {
        return type.form() == ValueForm.DOMAIN
                ? Stream.of(canonical, unicode(canonical)).distinct().toList()
                : List.of(canonical);
    }

    static List<String> textLiterals(ObservableType type, String canonical) {
        return switch (type.form()) {
            case IP, IPV6 ->
                IpAddress.parse(canonical).map(IpAddress::spellings).orElse(List.of(canonical));
            case MAC -> macSpellings(lower(canonical));
            default -> literals(type, canonical);
        };
    }

    /** How an element of a set would be written if the relay had added it; as it is where it is none of the type. */
    static String element(ObservableType type, String element) {
        return canonical(type, element)
                .map(canonical -> element(type, element, canonical))
                .orElse(element);
    }

    static String element(ObservableType type, String value, String canonical) {
        return switch (type.form()) {
            case IP, IPV6, MAC, HOSTNAME, DOMAIN, HASH -> canonical;
            case URL, EMAIL, TEXT -> value;
        };
    }

    /** The ways in which analysts and feeds write it as an element of a reference set, the relay's own first. */
    static List<String> elements(ObservableType type, String value, String canonical) {
        Stream<String> usual =
                switch (type.form()) {
                    case IP, IPV6 -> textLiterals(type, canonical).stream();
                    case MAC -> textLiterals(type, canonical).stream().flatMap(text -> Stream.of(upper(text), text));
                    case HOSTNAME, DOMAIN, HASH ->
                        literals(type, canonical).stream().flatMap(text -> Stream.of(text, upper(text)));
                    case URL, EMAIL, TEXT -> Stream.of(lower(value));
                };
        return Stream.concat(Stream.of(element(type, value, canonical), value), usual)
                .distinct()
                .toList();
    }

    /** Lenient: what a log holds need not be what a careful person would write. */
    static Optional<String> shown(ObservableType type, String value) {
        return switch (type.form()) {
            case IP, IPV6, MAC -> canonical(type, value.strip());
            case DOMAIN -> canonical(type, value.strip()).or(() -> inDns(value.strip()));
            case HOSTNAME, URL, HASH, EMAIL, TEXT -> Optional.of(inCase(type, value));
        };
    }

    private static Optional<String> address(String text) {
        return IpAddress.parse(text).filter(address -> !address.isUnspecified()).map(IpAddress::text);
    }

    private static Optional<String> mac(String text) {
        return matching(MAC, text.toUpperCase(Locale.ROOT))
                .map(mac -> SEPARATOR.matcher(mac).replaceAll(""))
                .map(digits -> separated(digits, 2, ":"))
                .filter(mac -> !Event.isNoValue(mac));
    }

    private static List<String> macSpellings(String canonical) {
        String digits = SEPARATOR.matcher(canonical).replaceAll("");
        return List.of(canonical, separated(digits, 2, "-"), separated(digits, 4, "."), digits);
    }

    private static String separated(String digits, int group, String separator) {
        StringBuilder text = new StringBuilder();
        for (int first = 0; first < digits.length(); first += group) {
            text.append(first == 0 ? "" : separator).append(digits, first, first + group);
        }
        return text.toString();
    }

    /** Labels with dots between them; one at the end means the same name. An address is no name. */
    private static Optional<String> name(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        return Optional.of(lower(name))
                .filter(labels -> labels.length() <= LONGEST_NAME) // first: the pattern takes stack for each label
                .flatMap(labels -> matching(LABELS, labels))
                .filter(labels -> IpAddress.parse(labels).isEmpty())
                .filter(labels -> !Event.isNoValue(labels)); // null with a dot
    }

    /** As DNS has it, and most logs; a name that can't be in DNS is none. */
    private static Optional<String> ascii(String name) {
        try {
            return Optional.of(lower(IDN.toASCII(name, IDN.ALLOW_UNASSIGNED)));
        } catch (IllegalArgumentException impossible) {
            return Optional.empty();
        }
    }

    /** A name with signs in it that are no letters, such as a heart: DNS may hold it, and so may a log. */
    private static Optional<String> inDns(String name) {
        return Optional.of(lower(name))
                .filter(any -> any.length() <= LONGEST_NAME)
                .flatMap(ObservableForm::ascii);
    }

    private static String unicode(String domain) {
        return lower(IDN.toUnicode(domain, IDN.ALLOW_UNASSIGNED));
    }

    private static Optional<String> matching(Pattern pattern, String text) {
        return pattern.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    /** Control characters and halves of characters are in no log line. */
    private static boolean isNoText(int codePoint) {
        int kind = Character.getType(codePoint);
        return (kind == Character.CONTROL && codePoint != '\t') || kind == Character.SURROGATE;
    }

    private static String inCase(ObservableType type, String text) {
        return type.ignoresCase() ? lower(text) : text;
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
