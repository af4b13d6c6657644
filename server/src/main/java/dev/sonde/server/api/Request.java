package dev.sonde.server.api;

import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * What is asked.
 *
 * @param path decoded, beginning with a slash
 * @param parameters of the address, decoded, in the order in which they were written
 * @param base the address of the server as the client wrote it, e.g. {@code http://localhost:8787}
 * @param body at its beginning
 */
public record Request(
    String method,
    String path,
    Map<String, List<String>> parameters,
    String base,
    InputStream body) {}
