/** How to investigate, in pages for people and agents. */
@NullMarked
package dev.sonde.engine.guide;

import org.jspecify.annotations.NullMarked;
