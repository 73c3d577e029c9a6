package io.tr05.qradar.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.helidon.webclient.api.DnsAddressLookup;
import io.helidon.webclient.api.WebClient;
import io.helidon.webserver.WebServer;
import io.tr05.qradar.config.IpLiteral;
import io.tr05.qradar.config.RelayConfig;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
    private static AddressPolicy policy(Map<String, String> environment) {
        return AddressPolicy.forConsoles(RelayConfig.from(environment).console());
    }

    private static void resolve(AddressPolicy policy, String host) {
        assertThat(policy.resolveAddress(host, DnsAddressLookup.IPV4_PREFERRED)).isNotNull();
    }

    @Nested
    class ByDefault {
        private final AddressPolicy policy = policy(Map.of());

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "10.0.0.1",
                    "172.16.0.1",
                    "192.168.1.1",
                    "100.64.0.1",
                    "2001:db8::5efe:10.0.0.1",
                    "203.0.113.1",
                    "2001:db8::1",
                    "fd00::1",
                    "64:ff9b::10.0.0.1",
                    "2002:0a00:0001::"
                })
        void privateAndPublicAddressesAreFine(String address) {
            assertThatCode(() -> resolve(policy, address)).doesNotThrowAnyException();
            assertThatCode(() -> policy.requireAllowed(ConsoleAddress.parse(address)))
                    .doesNotThrowAnyException();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "127.0.0.1",
                    "127.9.9.9",
                    "::1",
                    "::ffff:127.0.0.1",
                    "::127.0.0.1",
                    "64:ff9b::127.0.0.1",
                    "2002:7f00:0001::",
                    "0.0.0.0",
                    "0.1.2.3",
                    "::",
                    "169.254.169.254",
                    "::ffff:169.254.169.254",
                    "::169.254.169.254",
                    "64:ff9b::a9fe:a9fe",
                    "2002:a9fe:a9fe::",
                    "169.254.170.2",
                    "fe80::1",
                    "224.0.0.1",
                    "ff02::1",
                    "255.255.255.255",
                    "100.100.100.200",
                    "192.0.0.192",
                    "168.63.129.16",
                    "fd00:ec2::254",
                    "fd00:ec2::23",
                    "fec0::1",
                    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                    "2001::1",
                    "64:ff9b:1::a9fe:a9fe",
                    "64:ff9b:1:7f00:0:100::",
                    "::ffff:0:127.0.0.1",
                    "::ffff:0:169.254.169.254",
                    "2001:db8::5efe:127.0.0.1",
                    "2001:db8::200:5efe:169.254.169.254",
                    "2001:db8:1:2:0:5efe:a9fe:a9fe",
                    "fd20:ce::254"
                })
        void localAndMetadataAddressesAreNot(String address) {
            assertThatExceptionOfType(AddressRefusedException.class).isThrownBy(() -> resolve(policy, address));
            assertThatExceptionOfType(AuthorizationException.class)
                    .isThrownBy(() -> policy.requireAllowed(ConsoleAddress.parse(address)));
        }

        @Test
        void aNameIsJudgedByItsAddress() {
            assertThatExceptionOfType(AddressRefusedException.class).isThrownBy(() -> resolve(policy, "localhost"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"localhost", "LOCALHOST:443", "a.localhost"})
        void namesOfThisMachineAreRefusedAtOnce(String server) {
            assertThatExceptionOfType(AuthorizationException.class)
                    .isThrownBy(() -> policy.requireAllowed(ConsoleAddress.parse(server)));
        }

        @Test
        void aNameNobodyHasIsAnIoFailure() {
            assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> resolve(policy, "no-such.invalid"));
        }
    }

    /** Names are answered by the test; nothing is sent anywhere but to a server on this machine. */
    @Nested
    class WhenNameServersLie {
        private final AddressPolicy loopback = policy(Map.of("QRADAR_ALLOW_LOOPBACK", "true"));

        @ParameterizedTest
        @ValueSource(strings = {"10.0.0.1,169.254.169.254", "169.254.169.254,10.0.0.1", "203.0.113.1,127.0.0.1"})
        void oneBadAddressAmongSeveralRefusesTheHost(String answers) {
            var policy = policy(Map.of()).with(host -> parsed(answers.split(",")));

            assertThatExceptionOfType(AddressRefusedException.class)
                    .isThrownBy(() -> resolve(policy, "siem.example.com"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"localhost.", "ip6-localhost", "siem.example.com", "127.1", "0x7f000001", "2130706433"})
        void whateverANameLooksLikeItsAddressIsJudged(String name) {
            var policy = policy(Map.of()).with(host -> parsed("127.0.0.1"));

            assertThatExceptionOfType(AddressRefusedException.class).isThrownBy(() -> resolve(policy, name));
        }

        /** It is what TLS looks for in the certificate. */
        @ParameterizedTest
        @CsvSource({"siem.example.com, siem.example.com", "[2001:db8::1], 2001:db8::1"})
        void anAddressKeepsTheNameThatWasAskedFor(String host, String name) {
            var policy = policy(Map.of()).with(asked -> parsed("2001:db8::1"));

            assertThat(policy.resolveAddress(host, DnsAddressLookup.IPV6_PREFERRED))
                    .extracting(InetAddress::getHostName)
                    .isEqualTo(name);
        }

        @Test
        void theAddressThatWasCheckedIsTheOneConnectedTo() {
            var lookUps = new AtomicInteger();
            var rebinding =
                    loopback.with(host -> parsed(lookUps.incrementAndGet() == 1 ? "127.0.0.1" : "169.254.169.254"));
            var server = WebServer.builder()
                    .host("127.0.0.1")
                    .port(0)
                    .shutdownHook(false)
                    .routing(routing -> routing.any((request, response) -> response.send("here")))
                    .build()
                    .start();
            try {
                var client = WebClient.builder()
                        .dnsResolver(rebinding)
                        .shareConnectionCache(false)
                        .keepAlive(false)
                        .build();
                var url = "http://siem.example.test:" + server.port() + "/";

                assertThat(client.get(url).request(String.class).entity()).isEqualTo("here");
                assertThat(lookUps).hasValue(1);
                assertThatExceptionOfType(AddressRefusedException.class)
                        .isThrownBy(() -> client.get(url).request(String.class));
                assertThat(lookUps).hasValue(2);
            } finally {
                server.stop();
            }
        }

        /** In look-ups the JDK leaves such an address as it is, and unwraps it when asked to connect. */
        @ParameterizedTest
        @ValueSource(strings = {"127.0.0.1", "169.254.169.254", "0.0.0.0"})
        void anAddressOfIpv4InsideOneOfIpv6IsJudgedAsTheFormer(String address) {
            var policy = policy(Map.of()).with(host -> new InetAddress[] {mapped(address)});

            assertThatExceptionOfType(AddressRefusedException.class)
                    .isThrownBy(() -> resolve(policy, "siem.example.com"));
        }

        @Test
        void anAddressOfIpv4InsideOneOfIpv6IsInTheNetworkOfTheFormer() {
            var policy = policy(Map.of("QRADAR_HOSTS", "10.1.0.0/16"));

            resolve(policy.with(host -> new InetAddress[] {mapped("10.1.2.3")}), "siem.example.com");
            assertThatExceptionOfType(AddressRefusedException.class)
                    .isThrownBy(() ->
                            resolve(policy.with(host -> new InetAddress[] {mapped("10.2.0.1")}), "siem.example.com"));
        }

        /** {@code ::ffff:a.b.c.d} as an object of the JDK's class for IPv6, which only this method makes. */
        private static InetAddress mapped(String address) throws UnknownHostException {
            var bytes = new byte[16];
            bytes[10] = (byte) 0xff;
            bytes[11] = (byte) 0xff;
            System.arraycopy(IpLiteral.parse(address).orElseThrow().getAddress(), 0, bytes, 12, 4);
            return Inet6Address.getByAddress(null, bytes, -1);
        }

        private static InetAddress[] parsed(String... addresses) {
            return Stream.of(addresses)
                    .map(text -> IpLiteral.parse(text).orElseThrow())
                    .toArray(InetAddress[]::new);
        }
    }

    @Nested
    class WithLoopbackAllowed {
        private final AddressPolicy policy = policy(Map.of("QRADAR_ALLOW_LOOPBACK", "true"));

        @ParameterizedTest
        @ValueSource(strings = {"127.0.0.1", "::1", "localhost"})
        void thisMachineIsFine(String host) {
            assertThatCode(() -> resolve(policy, host)).doesNotThrowAnyException();
        }

        @ParameterizedTest
        @ValueSource(strings = {"169.254.169.254", "0.0.0.0", "fe80::1"})
        void theRestIsStillRefused(String host) {
            assertThatExceptionOfType(AddressRefusedException.class).isThrownBy(() -> resolve(policy, host));
        }
    }

    @Nested
    class WithAListOfConsoles {
        private final AddressPolicy policy =
                policy(Map.of("QRADAR_HOSTS", "10.0.0.0/8, 127.0.0.0/8", "QRADAR_ALLOW_LOOPBACK", "true"));

        @Test
        void aNameMayTurnOutToBeInANetwork() {
            assertThatCode(() -> policy.requireAllowed(ConsoleAddress.parse("siem.example.com")))
                    .doesNotThrowAnyException();
        }

        @ParameterizedTest
        @CsvSource({"10.1.2.3, true", "192.168.1.1, false", "2001:db8::1, false"})
        void anAddressOutsideIsRefused(String address, boolean allowed) {
            if (allowed) {
                assertThatCode(() -> resolve(policy, address)).doesNotThrowAnyException();
            } else {
                assertThatExceptionOfType(AddressRefusedException.class).isThrownBy(() -> resolve(policy, address));
            }
        }
    }

    @Nested
    class InAHelidonClient {
        @ParameterizedTest
        @ValueSource(strings = {"localhost", "127.0.0.1"})
        void aRefusedHostIsNeverConnectedTo(String host) {
            var connections = new AtomicInteger();
            var server = WebServer.builder()
                    .host("127.0.0.1")
                    .port(0)
                    .shutdownHook(false)
                    .routing(routing -> routing.any((request, response) -> {
                        connections.incrementAndGet();
                        response.send();
                    }))
                    .build()
                    .start();
            try {
                var client = WebClient.builder().dnsResolver(policy(Map.of())).build();

                assertThatExceptionOfType(AddressRefusedException.class)
                        .isThrownBy(() -> client.get("http://" + host + ":" + server.port() + "/")
                                .request(String.class));
                assertThat(connections).hasValue(0);
            } finally {
                server.stop();
            }
        }
    }

    /** Helidon's server asks for the name of each caller over TLS, and a name server may take its time. */
    @Test
    void theNameOfAnAddressIsNeverAskedFor() throws UnknownHostException {
        var address = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});

        assertThat(address.getHostName()).isEqualTo("127.0.0.1");
        assertThat(InetAddress.getByName("localhost").isLoopbackAddress()).isTrue();
    }
}
