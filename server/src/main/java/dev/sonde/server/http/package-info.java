/** What every request passes: who may ask, where it goes, how it is answered. Knows nothing of records. */
@NullMarked
package dev.sonde.server.http;

import org.jspecify.annotations.NullMarked;
