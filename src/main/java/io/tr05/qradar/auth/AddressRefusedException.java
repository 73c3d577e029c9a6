package io.tr05.qradar.auth;

/** A host leads to an address the relay does not connect to. Names the host, never the address. */
public final class AddressRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param host as it was asked for */
    public AddressRefusedException(String host) {
        super("the address of " + host + " is not allowed by this relay");
    }
}
