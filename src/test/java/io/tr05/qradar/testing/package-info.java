/** What the tests share. */
@NullMarked
package io.tr05.qradar.testing;

import org.jspecify.annotations.NullMarked;
