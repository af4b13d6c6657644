/** Zipkin's spans in version 2 of its JSON. */
@NullMarked
package dev.sonde.ingest.zipkin;

import org.jspecify.annotations.NullMarked;
