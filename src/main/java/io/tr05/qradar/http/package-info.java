/**
 * The relay's own HTTP: routes, the authorisation of a call, reading requests, writing envelopes and transport errors.
 * Knows the use cases and nothing of a console.
 */
@NullMarked
package io.tr05.qradar.http;

import org.jspecify.annotations.NullMarked;
