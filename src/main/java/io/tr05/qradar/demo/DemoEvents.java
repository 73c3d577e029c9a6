package io.tr05.qradar.demo;

import io.tr05.qradar.demo.EventNames.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.RandomAccess;
import java.util.SplittableRandom;

/**
 * Believable events of the last seven days, the same for the same seed and time. A row is made when
 * it is asked for, so thousands of them take no memory. They contain what {@code observables.json}
 * lists, a value of each type at least, as well as what a relay has to cope with: QRadar's "no
 * value" forms, coalesced events, NAT, names without description, Markdown and other scripts.
 */
public final class DemoEvents {

    /** How far back the events go. */
    public static final Duration SPAN = Duration.ofDays(7);

    /** Addresses that occur in events, IPv4. */
    public static final List<String> SEEN_ADDRESSES =
            List.of("127.0.0.1", "10.20.30.40", "192.168.10.25", "203.0.113.66", "198.51.100.23", "192.0.2.146");

    /** An address that occurs in no event. */
    public static final String UNSEEN_ADDRESS = "203.0.113.254";

    /** An IPv6 address that occurs in events, in QRadar's uncompressed form. */
    public static final String SEEN_IPV6 = "2001:db8:0:0:0:0:0:1";

    /** A domain that occurs in DNS and proxy events. */
    public static final String SEEN_DOMAIN = "update-check.example";

    /** The hash of a file that occurs in endpoint events. */
    public static final String SEEN_SHA256 = "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9";

    /** The other hashes of that file. */
    public static final String SEEN_MD5 = "cfcd208495d565ef66e7dff9f98764da";

    public static final String SEEN_SHA1 = "b6589fc6ab0dc82cf12099d1c2d40ab994e8410c";

    /** That file's name and path. */
    public static final String SEEN_FILE_NAME = "invoice_2026.pdf.exe";

    public static final String SEEN_FILE_PATH = "C:\\Users\\Public\\" + SEEN_FILE_NAME;

    /** A process of endpoint events, and where its program lies. */
    public static final String SEEN_PROCESS_NAME = "explorer.exe";

    public static final String SEEN_PROCESS_PATH = "C:\\Windows\\" + SEEN_PROCESS_NAME;

    /** An address of the Internet that the proxy was asked for, and what asked for it. */
    public static final String SEEN_URL = "https://" + SEEN_DOMAIN + "/gate.php?id=42&x=caf%C3%A9";

    public static final String SEEN_USER_AGENT = "python-requests/2.31.0";

    /** The sender of mails, and the subject of some of them. */
    public static final String SEEN_EMAIL = "billing@" + SEEN_DOMAIN;

    public static final String SEEN_SUBJECT = "Final notice: it's overdue";

    /** A machine that occurs in endpoint events; these spell it in capitals, too. */
    public static final String SEEN_HOSTNAME = "ws-17.corp.example";

    /** A network card that occurs in firewall events. */
    public static final String SEEN_MAC = "02:00:5E:10:01:A7";

    /** Values of {@code observables.json}, beside {@link #UNSEEN_ADDRESS}, that occur in no event. */
    public static final List<String> UNSEEN = List.of(
            "never-seen.example",
            "nobody@never-seen.example",
            "https://never-seen.example/",
            "d41d8cd98f00b204e9800998ecf8427e",
            "2001:db8::dead:beef");

    /** A user who occurs in Windows and proxy events, in this case and in others. */
    public static final String SEEN_USER = "m.mueller";

    private static final String NO_ADDRESS = "0.0.0.0";
    private static final String NO_IPV6 = "0:0:0:0:0:0:0:0";
    private static final String NO_MAC = "00:00:00:00:00:00";

    private static final List<EventColumn> COLUMNS = List.of(
            EventColumn.builtIn("sourceip", "Host", NO_ADDRESS),
            EventColumn.builtIn("destinationip", "Host", NO_ADDRESS),
            EventColumn.builtIn("identityip", "Host", NO_ADDRESS),
            EventColumn.builtIn("prenatsourceip", "Host", NO_ADDRESS),
            EventColumn.builtIn("prenatdestinationip", "Host", NO_ADDRESS),
            EventColumn.builtIn("postnatsourceip", "Host", NO_ADDRESS),
            EventColumn.builtIn("postnatdestinationip", "Host", NO_ADDRESS),
            EventColumn.builtIn("sourcev6", "IPv6Address", NO_IPV6),
            EventColumn.builtIn("destinationv6", "IPv6Address", NO_IPV6),
            EventColumn.builtIn("sourceaddress", "IPAddress", NO_ADDRESS),
            EventColumn.builtIn("destinationaddress", "IPAddress", NO_ADDRESS),
            EventColumn.builtIn("sourcemac", "MACAddress", NO_MAC),
            EventColumn.builtIn("destinationmac", "MACAddress", NO_MAC),
            EventColumn.builtIn("username", "String"),
            EventColumn.builtIn("identityhostname", "String"),
            EventColumn.builtIn("sourceport", "Port", 0L),
            EventColumn.builtIn("destinationport", "Port", 0L),
            EventColumn.builtIn("protocolid", "Integer", 255L),
            EventColumn.builtIn("qid", "Integer", 0L),
            EventColumn.builtIn("category", "Integer", 0L),
            EventColumn.builtIn("logsourceid", "Integer", 0L),
            EventColumn.builtIn("devicetype", "Integer", 0L),
            EventColumn.builtIn("domainid", "Integer", 0L),
            EventColumn.builtIn("eventcount", "Integer", 1L),
            EventColumn.builtIn("severity", "Integer", 5L),
            EventColumn.builtIn("credibility", "Integer", 5L),
            EventColumn.builtIn("relevance", "Integer", 5L),
            EventColumn.builtIn("magnitude", "Integer", 5L),
            EventColumn.builtIn("starttime", "Long"),
            EventColumn.builtIn("devicetime", "Long", 0L),
            EventColumn.builtIn("endtime", "Long"),
            EventColumn.builtIn("hasoffense", "Boolean", false),
            EventColumn.builtIn("payload", "Binary"),
            EventColumn.property("URL", "String"),
            EventColumn.property("URL Host", "String"),
            EventColumn.property("Hostname", "String"),
            EventColumn.property("MD5 Hash", "String"),
            EventColumn.property("SHA1 Hash", "String"),
            EventColumn.property("SHA256 Hash", "String"),
            EventColumn.property("File Hash", "String"),
            EventColumn.property("Filename", "String"),
            EventColumn.property("File Path", "String"),
            EventColumn.property("Process Name", "String"),
            EventColumn.property("Process Path", "String"),
            EventColumn.property("Machine Identifier", "String"),
            EventColumn.property("Sender", "String"),
            EventColumn.property("Recipient", "String"),
            EventColumn.property("Subject", "String"),
            EventColumn.property("User Agent", "String"),
            EventColumn.property("Original Client IP", "Host"));

    private DemoEvents() {}

    /** So many events that end at a time, newest first. */
    public static EventTable table(Instant end, long seed, int count) {
        return new EventTable(COLUMNS, new Rows(end, seed, count), names());
    }

    /** The columns of {@link #table} without any event. */
    public static EventTable emptyTable() {
        return new EventTable(COLUMNS, List.of(), names());
    }

    private static EventNames names() {
        return new EventNames(Map.of(
                Kind.QID,
                        Map.ofEntries(
                                Map.entry(11750074L, "Built outbound TCP connection"),
                                Map.entry(11750106L, "Deny *inbound* connection [no xlate]"),
                                Map.entry(16001002L, "HTTP request allowed"),
                                Map.entry(16001007L, "HTTP request blocked: <malware> category"),
                                Map.entry(28250113L, "DNS query"),
                                Map.entry(5000829L, "Success Audit: An account was successfully logged on"),
                                Map.entry(5000830L, "Anmeldung fehlgeschlagen – unbekannter Benutzer"),
                                Map.entry(44250002L, "Threat Detected and Quarantined"),
                                Map.entry(44250009L, "Process started"),
                                Map.entry(2014321L, "ET SCAN Potential SSH Scan"),
                                Map.entry(38750003L, "Health Metric"),
                                Map.entry(69000011L, "Mail delivered")),
                Kind.QID_DESCRIPTION,
                        Map.ofEntries(
                                Map.entry(11750074L, "A TCP connection slot between two hosts was created."),
                                Map.entry(11750106L, "An inbound packet was denied by the security policy."),
                                Map.entry(16001002L, "The proxy let a request through."),
                                Map.entry(16001007L, "The proxy blocked a request: __see policy__ `web-7`."),
                                Map.entry(28250113L, "A client asked for a name."),
                                Map.entry(5000829L, "An account was successfully logged on."),
                                Map.entry(5000830L, "Ein Konto konnte sich nicht anmelden (Zürich, 東京)."),
                                Map.entry(44250002L, "A file was quarantined."),
                                Map.entry(38750003L, "A measurement of the console itself."),
                                Map.entry(69000011L, "A message was delivered.")),
                Kind.LOG_SOURCE,
                        Map.of(
                                101L, "ASA @ fw-edge-01",
                                102L, "Squid @ proxy-01",
                                103L, "DNS Debug @ dc-zürich",
                                104L, "WindowsAuthServer @ DC_01 *primary*",
                                105L, "Secure Endpoint @ cloud",
                                106L, "Snort @ ids-dmz",
                                107L, "Health Metrics-2 :: console",
                                108L, "Postfix @ mail-01"),
                Kind.LOG_SOURCE_TYPE,
                        Map.of(
                                41L, "Cisco Adaptive Security Appliance (ASA)",
                                46L, "Squid Web Proxy",
                                384L, "Microsoft DNS Debug",
                                12L, "Microsoft Windows Security Event Log",
                                410L, "Cisco AMP",
                                2L, "Snort Open Source IDS",
                                368L, "Health Metrics",
                                11L, "Linux OS"),
                Kind.CATEGORY,
                        Map.of(
                                4002L, "Firewall Permit",
                                4003L, "Firewall Deny",
                                18436L, "Web Traffic Allowed",
                                18437L, "Web Traffic Blocked",
                                18440L, "DNS In Progress",
                                3014L, "User Login Success",
                                3015L, "User Login Failure",
                                6011L, "Malware Detected",
                                1002L, "Network Sweep",
                                8052L, "Information"),
                Kind.PROTOCOL, Map.of(1L, "icmp_ip", 6L, "tcp_ip", 17L, "udp_ip", 255L, "Reserved"),
                Kind.DOMAIN, Map.of(0L, "Default Domain", 1L, "Branch: Genève")));
    }

    /** Makes each row from its index alone. */
    private static final class Rows extends AbstractList<Map<String, Object>> implements RandomAccess {

        private final Instant end;
        private final long seed;
        private final int count;

        Rows(Instant end, long seed, int count) {
            this.end = end;
            this.seed = seed;
            this.count = count;
        }

        @Override
        public int size() {
            return count;
        }

        @Override
        public Map<String, Object> get(int index) {
            var random = new SplittableRandom(seed * 31 + index * 0x9E3779B97F4A7C15L);
            long slot = SPAN.toMillis() / count;
            long time = end.toEpochMilli() - index * slot - random.nextLong(slot) - 1;
            var row = new DemoEvent(random, time).row();
            new Finds(new SplittableRandom(seed * 37 + index * 0x9E3779B97F4A7C15L), row).add();
            return row;
        }
    }

    /** One event in the making. */
    private static final class DemoEvent {

        private static final List<String> SITES = List.of(
                SEEN_DOMAIN,
                "intranet.example",
                "cdn.example.net",
                "пример.example",
                "mail.example.org",
                "files.example.com");
        private static final List<String> USERS = List.of(
                SEEN_USER, "M.Mueller", "EXAMPLE\\m.mueller", "a.o'brien", "svc_backup", "Łukasz", "null", "N/A");
        private static final List<String> FILES =
                List.of(SEEN_FILE_NAME, "setup.exe", "naïve*bold*.docx", "powershell.exe");
        private static final String OWN_NETWORK_EXIT = "192.0.2.1";

        private final SplittableRandom random;
        private final long time;
        private final Map<String, Object> row = new HashMap<>();

        DemoEvent(SplittableRandom random, long time) {
            this.random = random;
            this.time = time;
        }

        Map<String, Object> row() {
            row.put("starttime", time);
            row.put("devicetime", time - random.nextInt(4000));
            row.put("endtime", time + (chance(50) ? 0 : random.nextInt(60_000)));
            row.put("eventcount", chance(15) ? 2L + random.nextInt(60) : 1L);
            row.put("severity", (long) random.nextInt(11));
            row.put("credibility", 5L + random.nextInt(6));
            row.put("relevance", (long) random.nextInt(11));
            row.put("magnitude", 1L + random.nextInt(10));
            row.put("domainid", chance(10) ? 1L : 0L);
            row.put("hasoffense", chance(5));
            fill(random.nextInt(100));
            row.putIfAbsent("sourceaddress", row.getOrDefault("sourceip", NO_ADDRESS));
            row.putIfAbsent("destinationaddress", row.getOrDefault("destinationip", NO_ADDRESS));
            return row;
        }

        private void fill(int kind) {
            if (kind < 32) {
                firewall();
            } else if (kind < 52) {
                proxy();
            } else if (kind < 66) {
                dns();
            } else if (kind < 80) {
                windows();
            } else if (kind < 87) {
                endpoint();
            } else if (kind < 92) {
                ids();
            } else if (kind < 97) {
                health();
            } else {
                mail();
            }
        }

        private void firewall() {
            boolean denied = chance(30);
            logged(101, 41, denied ? 11750106 : 11750074, denied ? 4003 : 4002);
            flow(denied ? outside() : inside(), denied ? inside() : outside(), 6, 443);
            if (!denied) {
                row.put("prenatsourceip", row.get("sourceip"));
                row.put("postnatsourceip", OWN_NETWORK_EXIT);
            }
            if (chance(10)) {
                overIpv6();
            }
            payload("%ASA-6-302013: " + row.get("sourceip") + " -> " + row.get("destinationip"));
        }

        private void overIpv6() {
            row.put("sourceip", NO_ADDRESS);
            row.put("destinationip", NO_ADDRESS);
            row.put("sourcev6", SEEN_IPV6);
            row.put("sourceaddress", SEEN_IPV6);
            row.put("destinationv6", "2001:db8:0:0:0:0:0:" + Integer.toHexString(16 + random.nextInt(200)));
            row.put("destinationaddress", row.get("destinationv6"));
        }

        private void proxy() {
            boolean blocked = chance(20);
            logged(102, 46, blocked ? 16001007 : 16001002, blocked ? 18437 : 18436);
            flow("10.20.0.8", outside(), 6, 443);
            var site = pick(SITES);
            row.put("Original Client IP", chance(20) ? "N/A" : inside());
            row.put("URL Host", site);
            row.put("URL", "https://" + site + "/a/" + random.nextInt(1000) + "?q=caf%C3%A9&x=1");
            row.put("User Agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64)");
            row.put("username", pick(USERS));
            payload("TCP_MISS/200 GET " + row.get("URL"));
        }

        private void dns() {
            logged(103, 384, 28250113, 18440);
            flow(inside(), "192.168.10.25", 17, 53);
            row.put("Hostname", pick(SITES));
            row.put("URL Host", row.get("Hostname"));
            payload("PACKET UDP Rcv " + row.get("sourceip") + " Q [0001 D NOERROR] A " + row.get("Hostname"));
        }

        private void windows() {
            boolean failed = chance(25);
            logged(104, 12, failed ? 5000830 : 5000829, failed ? 3015 : 3014);
            row.put("sourceip", chance(20) ? NO_ADDRESS : inside());
            row.put("destinationip", "192.168.10.25");
            row.put("identityip", chance(50) ? row.get("sourceip") : NO_ADDRESS);
            row.put("identityhostname", "WS-" + random.nextInt(40));
            row.put("username", pick(USERS));
            payload("EventID=" + (failed ? 4625 : 4624) + " TargetUserName=" + row.get("username"));
        }

        private void endpoint() {
            boolean threat = chance(40);
            logged(105, 410, threat ? 44250002 : 44250009, threat ? 6011 : 8052);
            row.put("sourceip", inside());
            row.put("identityhostname", "WS-" + random.nextInt(40) + ".corp.example");
            row.put("username", pick(USERS));
            var file = pick(FILES);
            row.put("Filename", file);
            row.put("File Path", "C:\\Users\\Public\\" + file);
            row.put("Process Name", chance(30) ? "N/A" : SEEN_PROCESS_NAME);
            row.put("SHA256 Hash", threat ? SEEN_SHA256 : hex(64));
            row.put("MD5 Hash", hex(32));
            payload("file=" + file + " sha256=" + row.get("SHA256 Hash"));
        }

        private void ids() {
            logged(106, 2, 2014321, 1002);
            flow(chance(50) ? "192.0.2.146" : outside(), "192.168.10." + (20 + random.nextInt(10)), 6, 22);
            payload("[1:2014321:3] ET SCAN Potential SSH Scan {TCP} " + row.get("sourceip"));
        }

        private void health() {
            logged(107, 368, 38750003, 8052);
            row.put("sourceip", "127.0.0.1");
            row.put("destinationip", "127.0.0.1");
            payload("MetricID=EventRate Value=" + random.nextInt(5000));
        }

        private void mail() {
            logged(108, 11, 69000011, 8052);
            flow(outside(), "192.168.10.26", 6, 25);
            row.put("Sender", "billing@" + pick(SITES));
            row.put("Recipient", "m.mueller@corp.example");
            row.put("Subject", "Rechnung №" + random.nextInt(900) + " | **dringend**");
            payload("status=sent from=<" + row.get("Sender") + ">");
        }

        private void logged(long logSource, long type, long qid, long category) {
            row.put("logsourceid", logSource);
            row.put("devicetype", type);
            row.put("qid", qid);
            row.put("category", category);
        }

        private void flow(String source, String destination, long protocol, long port) {
            row.put("sourceip", source);
            row.put("destinationip", destination);
            row.put("sourceport", 1024L + random.nextInt(64_000));
            row.put("destinationport", port);
            row.put("protocolid", protocol);
            if (chance(60)) {
                row.put("sourcemac", "02:00:5E:10:00:" + hex(2).toUpperCase(Locale.ROOT));
            }
        }

        private void payload(String text) {
            row.put("payload", "<134>" + text);
        }

        private String inside() {
            return chance(15) ? "10.20.30.40" : "10.20.30." + (41 + random.nextInt(150));
        }

        private String outside() {
            int draw = random.nextInt(20);
            return switch (draw) {
                case 0 -> "203.0.113.66";
                case 1 -> "198.51.100.23";
                default -> "203.0.113." + (100 + random.nextInt(100));
            };
        }

        private boolean chance(int percent) {
            return random.nextInt(100) < percent;
        }

        private String pick(List<String> choices) {
            return choices.get(random.nextInt(choices.size()));
        }

        private String hex(int digits) {
            var text = new StringBuilder();
            while (text.length() < digits) {
                text.append(Character.forDigit(random.nextInt(16), 16));
            }
            return text.toString();
        }
    }

    /** What an investigation finds in an event, by chance of its own: values that belong together, in fitting columns. */
    private static final class Finds {

        private final SplittableRandom random;
        private final Map<String, Object> row;

        Finds(SplittableRandom random, Map<String, Object> row) {
            this.random = random;
            this.row = row;
        }

        void add() {
            visit();
            file();
            process();
            machine();
            mail();
        }

        private void visit() {
            if (has("URL") && SEEN_DOMAIN.equals(row.get("URL Host")) && chance(30)) {
                row.put("URL", SEEN_URL);
                row.put("User Agent", SEEN_USER_AGENT);
                row.put("payload", "<134>TCP_MISS/200 GET " + SEEN_URL);
            }
        }

        private void file() {
            if (SEEN_SHA256.equals(row.get("SHA256 Hash"))) {
                row.put("MD5 Hash", SEEN_MD5);
                row.put("SHA1 Hash", SEEN_SHA1);
                row.put("File Hash", chance(50) ? SEEN_SHA256 : SEEN_SHA1.toUpperCase(Locale.ROOT));
            }
        }

        private void process() {
            if (SEEN_PROCESS_NAME.equals(row.get("Process Name"))) {
                row.put("Process Path", SEEN_PROCESS_PATH);
            }
        }

        private void machine() {
            if (has("File Path") && chance(40)) {
                row.put("Machine Identifier", chance(30) ? SEEN_HOSTNAME.toUpperCase(Locale.ROOT) : SEEN_HOSTNAME);
            }
            if (has("prenatsourceip") && chance(5)) {
                row.put("sourcemac", SEEN_MAC);
            }
        }

        private void mail() {
            if (SEEN_EMAIL.equals(row.get("Sender")) && chance(50)) {
                row.put("Subject", SEEN_SUBJECT);
            }
        }

        private boolean has(String column) {
            return row.containsKey(column);
        }

        private boolean chance(int percent) {
            return random.nextInt(100) < percent;
        }
    }
}
