package dev.sonde.server.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** The way back to who asked. */
public interface Reply {

  /**
   * Sends the head of the answer, at most once; what is written then is its body, and closing it the end.
   * What is flushed arrives.
   *
   * @param headers beside the content type
   */
  OutputStream begin(int status, String contentType, Map<String, String> headers)
      throws IOException;

  /** Whether who asked has gone, as far as that can be known without writing. */
  boolean gone();

  /** Ends an answer that has begun so that its reader sees that it is not whole. */
  void breakOff(Throwable why);
}
