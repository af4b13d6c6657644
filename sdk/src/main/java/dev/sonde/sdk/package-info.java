/** Runs, tasks, scopes and events of a program, for those who write it. Calls that configure throw where something is wrong; calls on the way of the work never do. */
@NullMarked
package dev.sonde.sdk;

import org.jspecify.annotations.NullMarked;
