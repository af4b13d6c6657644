/** All tasks as a list. */
@NullMarked
package dev.sonde.engine.view.tasks;

import org.jspecify.annotations.NullMarked;
