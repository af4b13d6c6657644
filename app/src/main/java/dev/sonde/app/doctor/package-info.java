/** What {@code sonde doctor} makes of what it saw: pure, from facts to findings. */
@NullMarked
package dev.sonde.app.doctor;

import org.jspecify.annotations.NullMarked;
