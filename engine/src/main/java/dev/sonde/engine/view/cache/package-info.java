/** What was looked up in a cache, found there, and saved by that. */
@NullMarked
package dev.sonde.engine.view.cache;

import org.jspecify.annotations.NullMarked;
