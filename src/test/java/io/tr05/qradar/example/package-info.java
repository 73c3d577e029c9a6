/** Programs that the README shows: compiled here, so that they stay true. */
@NullMarked
package io.tr05.qradar.example;

import org.jspecify.annotations.NullMarked;
