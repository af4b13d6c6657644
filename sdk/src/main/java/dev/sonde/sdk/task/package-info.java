/** Tasks, workers, transfers, messages and artifacts, in the words of docs/conventions.md. */
@NullMarked
package dev.sonde.sdk.task;

import org.jspecify.annotations.NullMarked;
