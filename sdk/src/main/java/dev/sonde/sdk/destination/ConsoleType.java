package dev.sonde.sdk.destination;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;

/**
 * {@code console}: readable lines.
 *
 * <ul>
 *   <li>{@code stream} ({@code err}): or {@code out}
 *   <li>{@code color} ({@code auto}): {@code always}, {@code never}; {@code auto} colours a terminal,
 *       unless {@code NO_COLOR} is set or {@code TERM} is {@code dumb}
 * </ul>
 */
final class ConsoleType implements DestinationType {

  @Override
  public String type() {
    return "console";
  }

  @Override
  public String mainSetting() {
    return "stream";
  }

  @Override
  public Destination open(Map<String, String> said) {
    Settings settings = new Settings(type(), said);
    boolean err = settings.word("stream", "err", "err", "out").equals("err");
    String color = settings.word("color", "auto", "auto", "always", "never");
    settings.end();
    boolean colours =
        color.equals("auto") ? wantsColours(System.getenv(), err ? 2 : 1) : color.equals("always");
    // Not System.err: a program may have that write to its logger, which the SDK may listen to.
    FileOutputStream stream = new FileOutputStream(err ? FileDescriptor.err : FileDescriptor.out);
    return new Console(stream, new ReadableLine("HH:mm:ss.SSS", ZoneId.systemDefault(), colours));
  }

  static boolean wantsColours(Map<String, String> environment, int descriptor) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "dumb").equals("dumb")
        && isTerminal(descriptor);
  }

  /** Java knows only whether input and output are one together, and not even that from 22 on. */
  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException | SecurityException e) {
      return false;
    }
  }
}
