package dev.sonde.app;

import org.jspecify.annotations.Nullable;

/**
 * How an answer is to be shown, and how a source is to be read.
 *
 * @param width columns, 0 leaves it to what standard output is
 * @param format an importer's name, null to recognise sources by content
 */
record Presentation(
    boolean json,
    boolean csv,
    boolean explain,
    boolean noColor,
    boolean utc,
    int width,
    @Nullable String format) {}
