/**
 * What is observed, and the words for it: wide events, their typed attributes, and the vocabulary of
 * the conventions. Depends on the JDK alone, because it also runs inside other people's programs.
 */
@NullMarked
package dev.sonde.model;

import org.jspecify.annotations.NullMarked;
