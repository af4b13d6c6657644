/** What importers of JSON share: rewinding after damage, texts that repeat, values of any type. */
@NullMarked
package dev.sonde.ingest.json;

import org.jspecify.annotations.NullMarked;
