/** The view {@code account}. */
@NullMarked
package dev.sonde.engine.view.account;

import org.jspecify.annotations.NullMarked;
