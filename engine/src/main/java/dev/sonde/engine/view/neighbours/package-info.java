/** What a task waits for, and what waits for it: two views of one edge. */
@NullMarked
package dev.sonde.engine.view.neighbours;

import org.jspecify.annotations.NullMarked;
