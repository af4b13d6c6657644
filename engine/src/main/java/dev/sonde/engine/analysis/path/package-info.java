/** What a run's time hung on: work, what released it, and what it waited for. Pure. */
@NullMarked
package dev.sonde.engine.analysis.path;

import org.jspecify.annotations.NullMarked;
