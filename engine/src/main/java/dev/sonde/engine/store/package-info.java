/**
 * The port to whatever keeps the records: writing, named relations in SQL, what a store can do. A view
 * knows the relations of docs/sql.md and nothing of the engine behind them.
 */
@NullMarked
package dev.sonde.engine.store;

import org.jspecify.annotations.NullMarked;
