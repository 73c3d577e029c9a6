package io.tr05.qradar.qradar;

import io.tr05.qradar.auth.ConsoleAddress;

/**
 * Who logs in where: what two calls must agree in to be taken for the same.
 *
 * @param console where
 * @param accountDigest of what is sent to log in, under a key that ends with this process; see {@link LoginDigests}
 */
record Login(ConsoleAddress console, String accountDigest) {

    /** Without the digest, which nobody needs to see. */
    @Override
    public String toString() {
        return "Login[" + console + "]";
    }
}
