/** Traces as Jaeger's query service and its UI give them. */
@NullMarked
package dev.sonde.ingest.jaeger;

import org.jspecify.annotations.NullMarked;
