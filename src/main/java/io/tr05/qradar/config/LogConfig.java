package io.tr05.qradar.config;

import java.util.logging.Level;

/**
 * What is logged and how.
 *
 * @param format of the lines
 * @param level the least level written
 */
public record LogConfig(LogFormat format, Level level) {}
