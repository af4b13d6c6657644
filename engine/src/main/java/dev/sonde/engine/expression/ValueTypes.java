package dev.sonde.engine.expression;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * By which rules the values of which keys are compared.
 *
 * @param declared by the user
 */
public record ValueTypes(Map<String, ValueType> declared) {

  /** Those that are known; all others compare as numbers where both sides are, else as texts. */
  public static final Map<String, ValueType> BUILT_IN =
      Map.of(
          "process.pid", ValueType.NUMBER,
          "process.parent_pid", ValueType.NUMBER,
          "thread.id", ValueType.NUMBER,
          "host.id", ValueType.UUID,
          "service.instance.id", ValueType.UUID);

  public static final ValueTypes NONE = new ValueTypes(Map.of());

  public ValueTypes {
    declared = Map.copyOf(declared);
  }

  public ValueTypes with(String key, ValueType type) {
    Map<String, ValueType> more = new LinkedHashMap<>(declared);
    more.put(key, type);
    return new ValueTypes(more);
  }

  /** Null where a key has no rule of its own. */
  public @Nullable ValueType of(String key) {
    ValueType type = declared.get(key);
    return type == null ? BUILT_IN.get(key) : type;
  }

  /** SQL for what is the same for values that are. */
  public String same(String key, String text) {
    ValueType type = of(key);
    return type == null ? text : type.same(text);
  }
}
