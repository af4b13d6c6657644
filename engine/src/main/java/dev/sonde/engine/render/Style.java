package dev.sonde.engine.render;

import java.time.ZoneId;

/**
 * How text is drawn.
 *
 * @param width columns of a line
 * @param bars most cells of a lane
 * @param bounded whether the answer must stay within {@link #LINES} and {@link #TOKENS}: true in a pipe
 * @param color whether colours are written
 */
public record Style(int width, int bars, boolean bounded, boolean color, ZoneId zone) {

  /** Lines of a bounded answer, next commands included. */
  public static final int LINES = 60;

  /** Tokens of a bounded answer as a language model counts them (o200k), next commands included. */
  public static final int TOKENS = 1500;

  private static final int PIPE_WIDTH = 120;
  private static final int PIPE_BARS = 24;
  private static final int NARROWEST = 40;

  /** For a pipe or a file. */
  public static Style piped(int width, ZoneId zone) {
    return new Style(
        width > 0 ? Math.max(NARROWEST, width) : PIPE_WIDTH, PIPE_BARS, true, false, zone);
  }

  /** For a terminal of so many columns. */
  public static Style terminal(int columns, boolean color, ZoneId zone) {
    int width = Math.max(NARROWEST, columns);
    return new Style(width, width, false, color, zone);
  }
}
