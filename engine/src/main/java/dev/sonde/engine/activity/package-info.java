/** Questions that several views ask in the same way: who was there, and what was busy when. */
@NullMarked
package dev.sonde.engine.activity;

import org.jspecify.annotations.NullMarked;
