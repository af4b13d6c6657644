/** Which runs there are, and how they went. */
@NullMarked
package dev.sonde.engine.view.runs;

import org.jspecify.annotations.NullMarked;
