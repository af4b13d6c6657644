/** Frisky's spans.json: docs/formats/frisky.md says what becomes of each field. */
@NullMarked
package dev.sonde.ingest.frisky;

import org.jspecify.annotations.NullMarked;
