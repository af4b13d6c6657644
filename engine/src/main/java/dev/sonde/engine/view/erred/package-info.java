/** What failed, causes before what fell with them. */
@NullMarked
package dev.sonde.engine.view.erred;

import org.jspecify.annotations.NullMarked;
