package io.tr05.qradar.metrics;

/** What a console was asked for, as a label. */
public enum ConsoleOperation {
    /** API versions, which also prove a login. */
    VERSIONS,
    /** The columns of events. */
    COLUMNS,
    /** A new search. */
    SEARCH_CREATE,
    /** How far a search is; the console may hold the answer for half a minute. */
    SEARCH_STATUS,
    /** A page of what a search found. */
    SEARCH_RESULTS,
    /** The end of a search, done or not. */
    SEARCH_DISCARD,
    /** Reference sets and what is in them. */
    SETS_READ,
    /** A change of a reference set. */
    SETS_CHANGE,
    /** Anything else. */
    OTHER
}
