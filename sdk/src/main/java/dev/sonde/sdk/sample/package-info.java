/** What the process uses, measured now and then. */
@NullMarked
package dev.sonde.sdk.sample;

import org.jspecify.annotations.NullMarked;
