/**
 * The use cases: health, observe, refer, respond. Each takes a verified tenant and what was asked, and returns what was
 * found together with what went wrong.
 */
@NullMarked
package io.tr05.qradar.relay;

import org.jspecify.annotations.NullMarked;
