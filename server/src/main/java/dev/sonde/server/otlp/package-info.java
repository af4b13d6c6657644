/** The collector: OTLP requests in every form, kept or refused as one, and entered in the books. */
@NullMarked
package dev.sonde.server.otlp;

import org.jspecify.annotations.NullMarked;
