/** The relay: {@link io.tr05.qradar.Main} is the command line, {@link io.tr05.qradar.RelayServer} the wiring. */
@NullMarked
package io.tr05.qradar;

import org.jspecify.annotations.NullMarked;
