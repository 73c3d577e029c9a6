/** What an analyst gets when a console or an issuer of tokens fails. */
@org.jspecify.annotations.NullMarked
package io.tr05.qradar.faults;
