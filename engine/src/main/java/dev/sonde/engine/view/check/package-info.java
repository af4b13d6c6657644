/** Whether a source is complete enough to be believed. */
@NullMarked
package dev.sonde.engine.view.check;

import org.jspecify.annotations.NullMarked;
