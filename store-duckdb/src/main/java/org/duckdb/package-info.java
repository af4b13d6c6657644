/**
 * One class of the driver's own package, to replace the driver's; nothing else belongs here. Not marked
 * for null checks, as the mark would speak for the driver's classes too.
 */
@NullUnmarked
package org.duckdb;

import org.jspecify.annotations.NullUnmarked;
