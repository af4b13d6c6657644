/**
 * The questions. Each has a package of its own below this one, with its parameters, SQL, analysis,
 * result and report; {@link dev.sonde.engine.view.Views} lists them.
 */
@NullMarked
package dev.sonde.engine.view;

import org.jspecify.annotations.NullMarked;
