package io.tr05.qradar.demo;

/** How a simulated search ends. */
public enum SearchEnd {
    /** With its results. */
    COMPLETED,
    /** With status ERROR and a message, half-way. */
    ERROR,
    /** With status CANCELED, half-way, as if an administrator had stopped it. */
    CANCELED,
    /** Unknown to the console (404, code 1002) from half-way on. */
    EXPIRED
}
