/** What tests of several packages share. */
@NullMarked
package io.tr05.qradar.testing;

import org.jspecify.annotations.NullMarked;
