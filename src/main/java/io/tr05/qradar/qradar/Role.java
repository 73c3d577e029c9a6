package io.tr05.qradar.qradar;

/** The permission of a QRadar account that a call needs, as the console's user-role editor names it. */
public enum Role {
    /** Any account may make the call. */
    ANY("access to its API"),
    /** Ariel searches and the columns of events. */
    LOG_ACTIVITY("the \"Log Activity\" role"),
    /** Reading and changing reference sets. */
    REFERENCE_DATA("the \"Admin\" role or delegated reference data administration");

    private final String title;

    Role(String title) {
        this.title = title;
    }

    /** The role's name with its article, to stand in a sentence. */
    public String title() {
        return title;
    }
}
