/** Log configurations that come to a process, are opened there, and leave it as it was. */
@NullMarked
package dev.sonde.sdk.visit;

import org.jspecify.annotations.NullMarked;
