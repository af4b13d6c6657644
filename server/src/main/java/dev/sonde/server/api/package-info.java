/**
 * The questions that the server answers over HTTP, without a transport: a request is a method, a path and
 * parameters, the way back is one method that begins an answer.
 */
@NullMarked
package dev.sonde.server.api;

import org.jspecify.annotations.NullMarked;
