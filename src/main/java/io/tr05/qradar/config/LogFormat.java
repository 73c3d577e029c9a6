package io.tr05.qradar.config;

/** How log lines are written. */
public enum LogFormat {
    /** One readable line per record. */
    TEXT,
    /** One JSON object per record. */
    JSON
}
