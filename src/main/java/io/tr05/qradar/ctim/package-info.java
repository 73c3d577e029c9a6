/**
 * CTIM, the platform's model of threat intelligence: what an observable is, and how a QRadar event becomes a sighting.
 *
 * <p>No I/O and no AQL here. Limits and vocabularies are those of the schema at {@code threatgrid/ctim}.
 */
@NullMarked
package io.tr05.qradar.ctim;

import org.jspecify.annotations.NullMarked;
