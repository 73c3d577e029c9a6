/** The relay's pages in a real browser. Without one installed these tests are skipped: see docs/browsing.md. */
@NullMarked
package io.tr05.qradar.browser;

import org.jspecify.annotations.NullMarked;
