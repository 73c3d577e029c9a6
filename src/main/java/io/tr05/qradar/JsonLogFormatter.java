package io.tr05.qradar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.stream.Stream;

/** A JSON object a line, for machines. The fields of a request or of the start stand beside the text for people. */
final class JsonLogFormatter extends Formatter {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String format(LogRecord line) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("timestamp", line.getInstant().toString());
        all.put("level", TextLogFormatter.levelOf(line));
        all.put("logger", line.getLoggerName());
        all.put("message", formatMessage(line));
        Stream.ofNullable(line.getParameters())
                .flatMap(Arrays::stream)
                .filter(Map.class::isInstance)
                .map(parameter -> (Map<?, ?>) parameter)
                .forEach(fields -> fields.forEach((name, value) -> all.put(String.valueOf(name), value)));
        Throwable thrown = line.getThrown();
        if (thrown != null) {
            all.put("exception", TextLogFormatter.stackTrace(thrown));
        }
        try {
            return JSON.writeValueAsString(all) + System.lineSeparator();
        } catch (JsonProcessingException fault) {
            throw new IllegalStateException("a line of the log can't be written", fault);
        }
    }
}
