/** What can be asked: views, SQL, the stream of changes, health, and the page at the root. */
@NullMarked
package dev.sonde.server.api;

import org.jspecify.annotations.NullMarked;
