/** The store port, views, analyses, rendering. */
@NullMarked
package dev.sonde.engine;

import org.jspecify.annotations.NullMarked;
