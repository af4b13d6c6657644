/** The view {@code lineage}. */
@NullMarked
package dev.sonde.engine.view.lineage;

import org.jspecify.annotations.NullMarked;
