/** One task, with everything that is known of it. */
@NullMarked
package dev.sonde.engine.view.task;

import org.jspecify.annotations.NullMarked;
