/** A chunked array computation: load, normalise, rechunk, reduce. */
@NullMarked
package dev.sonde.demo.array;

import org.jspecify.annotations.NullMarked;
