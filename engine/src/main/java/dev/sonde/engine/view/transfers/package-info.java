/** What moved between workers, how long it took, and what it waited for. */
@NullMarked
package dev.sonde.engine.view.transfers;

import org.jspecify.annotations.NullMarked;
