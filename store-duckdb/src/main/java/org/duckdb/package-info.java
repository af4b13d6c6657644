/** One class of the driver's own package, to replace the driver's; nothing else belongs here. */
@NullMarked
package org.duckdb;

import org.jspecify.annotations.NullMarked;
