/** What has not started: held back by dependencies, or only by having no place to run. */
@NullMarked
package dev.sonde.engine.view.held;

import org.jspecify.annotations.NullMarked;
