/** The shape of an answer between a view and whatever draws it: blocks of typed cells. */
@NullMarked
package dev.sonde.engine.report;

import org.jspecify.annotations.NullMarked;
