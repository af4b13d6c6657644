package dev.sonde.ingest.dask;

import dev.sonde.model.Problem.Code;

/** Why something cannot be used. */
record Flaw(Code code, String message) {}
