/** Executors whose tasks are told of, and that do what they did before. */
@NullMarked
package dev.sonde.sdk.executor;

import org.jspecify.annotations.NullMarked;
