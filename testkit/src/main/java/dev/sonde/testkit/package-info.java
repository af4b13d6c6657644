/** What tests of several modules share. */
@NullMarked
package dev.sonde.testkit;

import org.jspecify.annotations.NullMarked;
