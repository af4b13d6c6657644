/** Which attribute keys there are, and with what values. */
@NullMarked
package dev.sonde.engine.view.fields;

import org.jspecify.annotations.NullMarked;
