package io.tr05.qradar.auth;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/**
 * The JDK's look-up of names in this process, without that of addresses. Nothing of ours needs the name of an address, but
 * Helidon 4.5.0 asks for that of each caller over TLS, before any time limit of ours holds; the owner of the address chooses
 * who answers, and when. Found by the JDK as a service.
 */
public final class ForwardLookUps extends InetAddressResolverProvider {

    @Override
    public String name() {
        return "names only";
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        return new NamesOnly(configuration.builtinResolver());
    }

    private record NamesOnly(InetAddressResolver builtIn) implements InetAddressResolver {

        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
            return builtIn.lookupByName(host, policy);
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            throw new UnknownHostException("names of addresses are not asked for");
        }
    }
}
