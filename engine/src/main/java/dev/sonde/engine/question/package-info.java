/** What is asked: the options that all views share, and their meaning over a store's relations. */
@NullMarked
package dev.sonde.engine.question;

import org.jspecify.annotations.NullMarked;
