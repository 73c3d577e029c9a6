/** What searches cost, measured: run by hand, never by the build. See CONTRIBUTING.md, "Commands". */
@NullMarked
package io.tr05.qradar.benchmark;

import org.jspecify.annotations.NullMarked;
