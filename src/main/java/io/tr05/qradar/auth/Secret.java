package io.tr05.qradar.auth;

/**
 * A text that must not reach a log: it prints as stars.
 *
 * @param reveal the text itself
 */
public record Secret(String reveal) {
    @Override
    public String toString() {
        return "***";
    }
}
