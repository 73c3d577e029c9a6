/** The relay: {@link io.tr05.qradar.Main} is the command line, RelayServer the wiring. */
@NullMarked
package io.tr05.qradar;

import org.jspecify.annotations.NullMarked;
