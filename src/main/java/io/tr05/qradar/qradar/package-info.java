/**
 * The console's REST client: AQL, Ariel searches, reference sets and deep links of one QRadar.
 *
 * <p>Knows columns, not observables, and nothing of the relay's own HTTP routes or of CTIM. Every call takes its time from
 * a {@link io.tr05.qradar.qradar.Deadline}; every failure is a {@link io.tr05.qradar.qradar.QRadarException}.
 */
@NullMarked
package io.tr05.qradar.qradar;

import org.jspecify.annotations.NullMarked;
