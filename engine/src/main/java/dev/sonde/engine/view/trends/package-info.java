/** How figures of runs moved from run to run, and where one changed for good. */
@NullMarked
package dev.sonde.engine.view.trends;

import org.jspecify.annotations.NullMarked;
