package dev.sonde.engine.analysis.calls;

/** A link from the span that holds it to the one that caused it. */
public record Link(Family.Place holder, Family.Place cause) {}
