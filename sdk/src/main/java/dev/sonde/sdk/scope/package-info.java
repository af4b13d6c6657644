/** What is around a piece of work, and how it goes along to where the work goes. */
@NullMarked
package dev.sonde.sdk.scope;

import org.jspecify.annotations.NullMarked;
