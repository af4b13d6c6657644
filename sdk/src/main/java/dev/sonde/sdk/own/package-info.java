/** What the SDK is to itself: its threads, and what it says of its own troubles. */
@NullMarked
package dev.sonde.sdk.own;

import org.jspecify.annotations.NullMarked;
