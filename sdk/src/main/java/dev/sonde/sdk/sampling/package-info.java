/** Which traces are recorded, and how the records say of how many they are. */
@NullMarked
package dev.sonde.sdk.sampling;

import org.jspecify.annotations.NullMarked;
