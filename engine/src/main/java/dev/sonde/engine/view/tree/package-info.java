/** The view {@code tree}. */
@NullMarked
package dev.sonde.engine.view.tree;

import org.jspecify.annotations.NullMarked;
