package io.tr05.qradar.auth;

import java.util.regex.Pattern;

/** As whom the relay calls a console: claims {@code user} and {@code pass}. Printed without any of it. */
public sealed interface ConsoleAccount {

    /**
     * What the two claims stand for: an empty name says that the other is a token, since the platform has no further field.
     *
     * @param user the claim {@code user}, may be blank
     * @param pass the claim {@code pass}
     * @throws IllegalArgumentException when they make no account
     */
    static ConsoleAccount of(String user, Secret pass) {
        return user.isBlank() ? new ServiceToken(pass) : new WithPassword(user, pass);
    }

    /**
     * A user of the console.
     *
     * @param user the name, not blank, without control characters and without a colon, which would end it (RFC 7617)
     * @param password not blank, without control characters
     */
    record WithPassword(String user, Secret password) implements ConsoleAccount {
        private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}:]+");
        private static final Pattern PASSWORD = Pattern.compile("\\P{Cntrl}+");

        /** @throws IllegalArgumentException when a part is blank or has a character that it may not have */
        public WithPassword {
            if (user.isBlank()
                    || !NAME.matcher(user).matches()
                    || password.reveal().isBlank()
                    || !PASSWORD.matcher(password.reveal()).matches()) {
                throw new IllegalArgumentException("no user and password");
            }
        }

        @Override
        public String toString() {
            return "WithPassword[***]";
        }
    }

    /**
     * An authorised service of the console.
     *
     * @param token visible ASCII characters only, since it is a header's value as it is
     */
    record ServiceToken(Secret token) implements ConsoleAccount {
        private static final Pattern WORD = Pattern.compile("[\\x21-\\x7e]+");

        /** @throws IllegalArgumentException when it is empty or has another character */
        public ServiceToken {
            if (!WORD.matcher(token.reveal()).matches()) {
                throw new IllegalArgumentException("no service token");
            }
        }

        @Override
        public String toString() {
            return "ServiceToken[***]";
        }
    }
}
