/**
 * The words of docs/conventions.md: attribute keys, span and event names, how a span is recognised, how
 * a task key becomes a prefix. Nothing else in Sonde spells an attribute key.
 */
@NullMarked
package dev.sonde.model.vocabulary;

import org.jspecify.annotations.NullMarked;
