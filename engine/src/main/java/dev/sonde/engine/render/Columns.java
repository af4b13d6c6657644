package dev.sonde.engine.render;

import dev.sonde.engine.report.Cell;
import dev.sonde.engine.words.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One unit for a whole column of times or sizes, with the points under each other. */
final class Columns {

  /** A column that would need more digits than this has values that deserve units of their own. */
  private static final int MOST_DIGITS = 4;

  private record Scale(double factor, String unit) {}

  private Columns() {}

  /** The texts of a column in one unit; null where its values are too far apart, or no measure. */
  static @Nullable List<String> oneUnit(List<Cell> cells) {
    double largest = 0;
    double smallest = Double.MAX_VALUE;
    boolean times = false;
    boolean sizes = false;
    for (Cell cell : cells) {
      Double value = value(cell);
      if (value == null) {
        if (!(cell instanceof Cell.Unknown) && !(cell instanceof Cell.Blank)) {
          return null;
        }
        continue;
      }
      times |= cell instanceof Cell.Seconds;
      sizes |= cell instanceof Cell.Bytes;
      double size = Math.abs(value);
      largest = Math.max(largest, size);
      smallest = size > 0 ? Math.min(smallest, size) : smallest;
    }
    if (times == sizes || largest == 0) {
      return null;
    }
    Scale scale = times ? time(largest) : size(largest);
    int decimals =
        Math.max(decimals(largest / scale.factor()), decimals(smallest / scale.factor()));
    int whole = (int) Math.log10(Math.max(1, largest / scale.factor())) + 1;
    if ((times && largest >= 59.95) || whole + decimals > MOST_DIGITS) {
      return null;
    }
    return texts(cells, scale, decimals);
  }

  private static List<String> texts(List<Cell> cells, Scale scale, int decimals) {
    List<String> texts = new ArrayList<>();
    for (Cell cell : cells) {
      Double value = value(cell);
      if (value == null) {
        texts.add(cell instanceof Cell.Unknown ? Amounts.UNKNOWN : "");
      } else if (value == 0) {
        texts.add("0" + " ".repeat(scale.unit().length() + 1 + (decimals == 0 ? 0 : decimals + 1)));
      } else {
        texts.add(
            String.format(
                Locale.ROOT, "%." + decimals + "f %s", value / scale.factor(), scale.unit()));
      }
    }
    return texts;
  }

  private static @Nullable Double value(Cell cell) {
    return switch (cell) {
      case Cell.Seconds seconds -> seconds.seconds();
      case Cell.Bytes bytes -> bytes.bytes();
      case Cell.Text t -> null;
      case Cell.Id i -> null;
      case Cell.BytesPerSecond r -> null;
      case Cell.Count c -> null;
      case Cell.Figure f -> null;
      case Cell.Share s -> null;
      case Cell.Offset o -> null;
      case Cell.Clock c -> null;
      case Cell.Date d -> null;
      case Cell.Unknown u -> null;
      case Cell.Blank b -> null;
    };
  }

  private static Scale time(double seconds) {
    return seconds < 0.9995e-6
        ? new Scale(1e-9, "ns")
        : seconds < 0.9995e-3
            ? new Scale(1e-6, "µs")
            : seconds < 0.9995 ? new Scale(1e-3, "ms") : new Scale(1, "s");
  }

  private static Scale size(double bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    double factor = 1;
    int unit = 0;
    while (bytes / factor >= 999.5 && unit < units.length - 1) {
      factor *= 1024;
      unit++;
    }
    return new Scale(factor, units[unit]);
  }

  /** Decimals that show three significant digits. */
  private static int decimals(double value) {
    return value >= 99.95 ? 0 : value >= 9.995 ? 1 : value >= 0.9995 ? 2 : value >= 0.09995 ? 3 : 9;
  }
}
