package dev.sonde.sdk.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.model.Attributes;
import dev.sonde.model.Value;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CaptureTest {

  private static Attributes captured(Supplier<?> value, CaptureLimits limits) {
    try (Recorded recorded = new Recorded(builder -> builder.capture(limits))) {
      recorded.sonde().attempt("load-1").input("x", value).run(() -> {});
      return recorded.span("load").attributes();
    }
  }

  private static Attributes captured(Supplier<?> value) {
    return captured(value, CaptureLimits.DEFAULT);
  }

  private static Value input(Supplier<?> value) {
    Value taken = captured(value).get("task.input.x");
    assertThat(taken).isNotNull();
    return taken;
  }

  private record Chunk(String file, int rows, List<Double> means) {}

  private enum Colour {
    RED
  }

  @Test
  void values_keep_their_types_and_their_shape() {
    assertThat(input(() -> 7)).isEqualTo(Value.of(7));
    assertThat(input(() -> 0.5f)).isEqualTo(Value.of(0.5));
    assertThat(input(() -> true)).isEqualTo(Value.of(true));
    assertThat(input(() -> "text")).isEqualTo(Value.of("text"));
    assertThat(input(() -> Colour.RED)).isEqualTo(Value.of("RED"));
    assertThat(input(() -> null)).isEqualTo(Value.Empty.INSTANCE);
    assertThat(input(() -> Optional.of(7))).isEqualTo(Value.of(7));
    assertThat(input(() -> new int[] {1, 2}))
        .isEqualTo(new Value.Array(List.of(Value.of(1), Value.of(2))));
    assertThat(input(() -> new Chunk("a.bin", 3, List.of(0.5))))
        .isEqualTo(
            new Value.Map(
                Attributes.builder()
                    .put("file", "a.bin")
                    .put("rows", 3)
                    .put("means", new Value.Array(List.of(Value.of(0.5))))
                    .build()));
  }

  @Test
  void a_long_text_is_cut_and_keeps_its_true_size() {
    Attributes attributes = captured(() -> "ä".repeat(100_000));
    assertThat(attributes.text("task.input.x")).hasSize(CaptureLimits.MOST_CHARACTERS);
    assertThat(attributes.integer("task.input.x.size_bytes")).isEqualTo(200_000);
    assertThat(captured(() -> "short").has("task.input.x.size_bytes")).isFalse();
  }

  @Test
  void a_pair_of_characters_is_not_torn() {
    Attributes attributes = captured(() -> "x\uD83D\uDE00", new CaptureLimits(2, 1, 1));
    assertThat(attributes.text("task.input.x")).isEqualTo("x");
    assertThat(attributes.integer("task.input.x.size_bytes")).isEqualTo(5);
  }

  @Test
  void a_huge_collection_is_not_walked_to_its_end() {
    Attributes attributes = captured(() -> Collections.nCopies(Integer.MAX_VALUE, 1));
    assertThat(((Value.Array) attributes.get("task.input.x")).values()).hasSize(1000);
    assertThat(attributes.integer("task.input.x.element_count")).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void elements_are_counted_over_all_levels() {
    List<List<Integer>> wide = Collections.nCopies(10, List.of(1, 2, 3));
    Attributes attributes = captured(() -> wide, new CaptureLimits(1000, 8, 6));
    assertThat(attributes.get("task.input.x"))
        .isEqualTo(
            new Value.Array(
                List.of(
                    new Value.Array(List.of(Value.of(1), Value.of(2), Value.of(3))),
                    new Value.Array(List.of(Value.of(1))))));
    assertThat(attributes.integer("task.input.x.element_count")).isEqualTo(10);
  }

  @Test
  void what_contains_itself_or_is_too_deep_says_so() {
    List<Object> self = new ArrayList<>();
    self.add(self);
    assertThat(input(() -> self)).isEqualTo(Value.ofTexts(List.of("(itself)")));
    Object deep = "bottom";
    for (int i = 0; i < 10_000; i++) {
      deep = List.of(deep);
    }
    Object all = deep;
    assertThat(input(() -> all).toString()).contains("(deeper than 8)");
  }

  private static final class Hostile {
    @Override
    public String toString() {
      throw new IllegalStateException("not today");
    }
  }

  @Test
  void nothing_that_a_value_does_reaches_the_program() {
    String says = "Unrepresentable: java.lang.IllegalStateException";
    assertThat(input(Hostile::new)).isEqualTo(Value.of(says));
    assertThat(input(() -> List.of(1, new Hostile())))
        .isEqualTo(new Value.Array(List.of(Value.of(1), Value.of(says))));
    assertThat(
            input(() -> {
              throw new IllegalStateException();
            }))
        .isEqualTo(Value.of(says));
    assertThat(input(CaptureTest::endless))
        .isEqualTo(Value.of("Unrepresentable: java.lang.StackOverflowError"));
    assertThat(input(CaptureTest::changing)).isEqualTo(new Value.Array(List.of(Value.of(1))));
  }

  @SuppressWarnings("InfiniteRecursion") // That is what is to be survived.
  private static Object endless() {
    return endless();
  }

  private static Object changing() {
    return new AbstractCollection<Integer>() {
      @Override
      public Iterator<Integer> iterator() {
        Iterator<Integer> one = List.of(1).iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public Integer next() {
            if (one.hasNext()) {
              return one.next();
            }
            throw new ConcurrentModificationException();
          }
        };
      }

      @Override
      public int size() {
        throw new ConcurrentModificationException();
      }
    };
  }

  @Test
  void secrets_are_found_by_their_keys_however_deep() {
    Map<String, Object> login = new LinkedHashMap<>();
    login.put("user", "ada");
    login.put("password", "swordfish");
    String all = captured(() -> Map.of("server", Arrays.asList(login))).toString();
    assertThat(all).contains("ada", "[redacted]").doesNotContain("swordfish");
    try (Recorded recorded = new Recorded()) {
      recorded.sonde().attempt("load-1").input("api_key", () -> "swordfish").run(() -> {});
      assertThat(recorded.span("load").attributes().text("task.input.api_key"))
          .isEqualTo("[redacted]");
    }
  }

  @Test
  void where_nothing_is_captured_nothing_is_asked_for() {
    List<String> asked = new ArrayList<>();
    assertThat(captured(() -> asked.add("x"), CaptureLimits.NOTHING).has("task.input.x")).isFalse();
    assertThat(asked).isEmpty();
    assertThatThrownBy(() -> new CaptureLimits(1 << 20, 8, 10))
        .hasMessageContaining("from 0 to 65536 characters, not 1048576");
  }

  @Test
  void outputs_are_captured_as_inputs_are() {
    try (Recorded recorded = new Recorded();
        Attempt attempt = recorded.sonde().attempt("load-1").begin()) {
      attempt.output(() -> 42).close();
      assertThat(recorded.span("load").attributes().integer("task.output")).isEqualTo(42);
    }
  }
}
