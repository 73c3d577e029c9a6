/**
 * A stand-in for the two peers of the relay, for demonstrations and tests: a QRadar console
 * ({@link io.tr05.qradar.demo.QRadarSimulator}) and the issuer of module tokens
 * ({@link io.tr05.qradar.demo.TokenIssuer}). Nothing in production depends on this package.
 */
@NullMarked
package io.tr05.qradar.demo;

import org.jspecify.annotations.NullMarked;
