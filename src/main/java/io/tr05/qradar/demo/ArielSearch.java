package io.tr05.qradar.demo;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A search that runs, by the machine's clock, as long as the simulator was told; first it waits for its turn. */
final class ArielSearch {

    /** As the API writes them. */
    enum Status {
        WAIT,
        EXECUTE,
        SORTING,
        COMPLETED,
        CANCELED,
        ERROR;

        boolean isLast() {
            return this == COMPLETED || this == CANCELED || this == ERROR;
        }
    }

    private static final long RETENTION_MILLIS = Duration.ofDays(1).toMillis();

    private final String id = UUID.randomUUID().toString();
    private final String query;
    private final List<ResultRow> rows;
    private final SearchEnd end;
    private final long created = System.nanoTime();
    private final long runs;
    private OptionalLong began = OptionalLong.empty();
    private OptionalLong cancelled = OptionalLong.empty();

    ArielSearch(String query, List<ResultRow> rows, SearchEnd end, Duration runs) {
        this.query = query;
        this.rows = rows;
        this.end = end;
        this.runs = Math.max(1, end == SearchEnd.COMPLETED ? runs.toNanos() : runs.toNanos() / 2);
    }

    String id() {
        return id;
    }

    List<ResultRow> rows() {
        return rows;
    }

    /** Whether a new search for this text would be given this one. */
    boolean serves(String text, Duration youngerThan) {
        var status = status();
        return query.equals(text)
                && status != Status.CANCELED
                && status != Status.ERROR
                && System.nanoTime() - created < youngerThan.toNanos();
    }

    boolean isExpired() {
        return end == SearchEnd.EXPIRED && elapsed() >= runs;
    }

    /** Its turn has come, at a {@link System#nanoTime}. */
    synchronized void begin(long at) {
        began = OptionalLong.of(at - created > 0 ? at : created);
    }

    /** When it ends or ended, as {@link System#nanoTime}; empty while it waits for its turn. */
    synchronized OptionalLong ends() {
        return cancelled.isPresent() || began.isEmpty() ? cancelled : OptionalLong.of(began.getAsLong() + runs);
    }

    synchronized Status status() {
        if (cancelled.isPresent()) {
            return Status.CANCELED;
        }
        double share = share();
        if (share >= 1) {
            return switch (end) {
                case COMPLETED -> Status.COMPLETED;
                case ERROR -> Status.ERROR;
                case CANCELED, EXPIRED -> Status.CANCELED;
            };
        }
        return share < 0.1 ? Status.WAIT : share < 0.85 ? Status.EXECUTE : Status.SORTING;
    }

    /** Cancels, unless the search has ended. */
    synchronized void cancel() {
        if (!status().isLast()) {
            cancelled = OptionalLong.of(System.nanoTime());
        }
    }

    /** The search as the API describes it. */
    Map<String, Object> description() {
        var status = status();
        int progress = status == Status.COMPLETED ? 100 : (int) Math.min(99, 100 * share());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("cursor_id", id);
        body.put("search_id", id);
        body.put("status", status.name());
        body.put("completed", status.isLast());
        body.put("progress", progress);
        body.put("progress_details", List.of());
        body.put("record_count", status == Status.COMPLETED ? rows.size() : rows.size() * progress / 100);
        body.put("processed_record_count", rows.size() * 40L * progress / 100);
        body.put("query_execution_time", TimeUnit.NANOSECONDS.toMillis(Math.min(elapsed(), runs)));
        body.put("query_string", query);
        putFileCounts(body);
        body.put("save_results", false);
        body.put("desired_retention_time_msec", RETENTION_MILLIS);
        body.put("subsearch_ids", List.of());
        if (status == Status.ERROR) {
            body.put("error_messages", List.of(errorMessage()));
        }
        return body;
    }

    private static void putFileCounts(Map<String, Object> body) {
        for (var name : List.of("compressed_data_file_count", "data_file_count", "index_file_count")) {
            body.put(name, 0);
        }
        for (var name : List.of("compressed_data_total_size", "data_total_size", "index_total_size")) {
            body.put(name, 0);
        }
    }

    private static Map<String, Object> errorMessage() {
        return Map.of(
                "code", "1020",
                "contexts", List.of(),
                "message", "Query execution failed: out of disk space on host 5",
                "severity", "ERROR");
    }

    private double share() {
        return (double) elapsed() / runs;
    }

    private synchronized long elapsed() {
        return began.isEmpty() ? 0 : System.nanoTime() - began.getAsLong();
    }
}
