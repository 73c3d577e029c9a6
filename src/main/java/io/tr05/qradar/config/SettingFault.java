package io.tr05.qradar.config;

/** One value is not acceptable; the message says what is wanted, without naming the variable. */
final class SettingFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean showsValue;

    private SettingFault(String message, boolean showsValue) {
        super(message);
        this.showsValue = showsValue;
    }

    /** A fault reported together with the value, as in {@code RELAY_PORT: 'abc' is not a whole number}. */
    static SettingFault of(String message) {
        return new SettingFault(message, true);
    }

    /** A fault of a value that may hold a secret, such as a URL with a password in it. */
    static SettingFault withoutValue(String message) {
        return new SettingFault(message, false);
    }

    boolean showsValue() {
        return showsValue;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
