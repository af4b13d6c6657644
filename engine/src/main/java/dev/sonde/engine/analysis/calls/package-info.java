/** Who called whom: invocations of parties, told by parents, links, messages and artifacts. */
@NullMarked
package dev.sonde.engine.analysis.calls;

import org.jspecify.annotations.NullMarked;
