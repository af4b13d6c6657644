/** What was made from what. */
@NullMarked
package dev.sonde.engine.analysis.lineage;

import org.jspecify.annotations.NullMarked;
