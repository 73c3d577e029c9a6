/**
 * What the relay counts of itself, for Prometheus: the only place that knows names and labels. Every package may count;
 * this one knows none of them.
 */
@NullMarked
package io.tr05.qradar.metrics;

import org.jspecify.annotations.NullMarked;
