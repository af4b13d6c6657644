/**
 * The way in: recognises sources by their content, reads them as streams of wide events, and keeps the
 * books of what was received and what could not be used. One package below this for each format.
 */
@NullMarked
package dev.sonde.ingest;

import org.jspecify.annotations.NullMarked;
