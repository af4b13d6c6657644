package dev.sonde.engine.report;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The components of result records under the names that JSON, CSV and {@code --sort} use: {@code
 * wallClockS} is {@code wall_clock_s}. The one place where results are looked at by reflection.
 */
public final class Fields {

  private record Shape(List<String> names, List<Method> accessors) {}

  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          RecordComponent[] components = type.getRecordComponents();
          if (components == null) {
            throw new IllegalArgumentException(type + " is no record");
          }
          List<Method> accessors =
              java.util.Arrays.stream(components).map(RecordComponent::getAccessor).toList();
          accessors.forEach(accessor -> accessor.setAccessible(true));
          return new Shape(
              java.util.Arrays.stream(components).map(c -> snakeCase(c.getName())).toList(),
              accessors);
        }
      };

  private Fields() {}

  /** Names of a record's components, in order. */
  public static List<String> names(Class<?> type) {
    return SHAPES.get(type).names();
  }

  /** The value of a component by its place. */
  public static @Nullable Object value(Record record, int index) {
    try {
      return SHAPES.get(record.getClass()).accessors().get(index).invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + record.getClass(), e);
    }
  }

  static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
