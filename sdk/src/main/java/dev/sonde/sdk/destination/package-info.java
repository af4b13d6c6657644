/** Where records go: what there is, and how to add one. */
@NullMarked
package dev.sonde.sdk.destination;

import org.jspecify.annotations.NullMarked;
