/**
 * Settings: read once at start-up, checked together, immutable afterwards.
 *
 * <p>{@link io.tr05.qradar.config.RelayConfig} is the entry. The records hold values that were checked; who gets one may
 * rely on it.
 */
@NullMarked
package io.tr05.qradar.config;

import org.jspecify.annotations.NullMarked;
