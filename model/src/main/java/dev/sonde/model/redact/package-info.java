/** What must not be kept: secrets, and more of inputs and outputs than is of use. */
@NullMarked
package dev.sonde.model.redact;

import org.jspecify.annotations.NullMarked;
