/** What every store must do, as tests. */
@NullMarked
package dev.sonde.engine.store;

import org.jspecify.annotations.NullMarked;
