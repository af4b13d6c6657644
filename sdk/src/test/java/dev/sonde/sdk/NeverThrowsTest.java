package dev.sonde.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.sdk.task.Recorded;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.context.Context;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whatever is called, with whatever, in whatever order: nothing is thrown, nothing stays bound. */
class NeverThrowsTest {

  /** What configures throws by right, or is not about the way of the work. */
  private static final Set<String> LEFT_OUT =
      Set.of("traced", "sampling", "close", "flush", "openTelemetry", "losses", "toString");

  private static final String HUGE = "x\uD83D".repeat(50_000);

  private static final class Hostile extends RuntimeException {
    @Override
    public String getMessage() {
      throw new IllegalStateException("not today");
    }
  }

  private final List<AutoCloseable> opened = new ArrayList<>();
  private int calls;

  @Test
  void any_sequence_of_calls_is_survived() throws Exception {
    for (long seed = 1; seed <= 60; seed++) {
      sequence(seed);
    }
    assertThat(calls).isGreaterThan(5_000);
  }

  private void sequence(long seed) throws Exception {
    Random random = new Random(seed);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (Recorded recorded = new Recorded()) {
      List<Object> targets = new ArrayList<>(List.of(recorded.sonde()));
      for (int i = 0; i < 120; i++) {
        Object target = targets.get(random.nextInt(targets.size()));
        Object made =
            random.nextInt(10) == 0
                ? other.submit(() -> call(target, random, seed)).get(10, TimeUnit.SECONDS)
                : call(target, random, seed);
        if (made != null && made.getClass().getName().startsWith("dev.sonde.sdk")) {
          targets.add(made);
        }
        if (i == 100) {
          recorded.sonde().close();
        }
      }
      Collections.shuffle(opened, random);
      for (AutoCloseable each : opened) {
        each.close();
        each.close();
      }
      opened.clear();
      // What was opened by the other thread may still be bound there; here nothing may.
      recorded.sonde().within("last", "one").close();
      assertThat(Context.current()).as("seed %d", seed).isSameAs(Context.root());
    } finally {
      other.shutdownNow();
    }
  }

  private Object call(Object target, Random random, long seed) throws Exception {
    List<Method> methods =
        Arrays.stream(target.getClass().getMethods())
            .filter(method -> method.getDeclaringClass() == target.getClass())
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .filter(method -> !method.isSynthetic() && !LEFT_OUT.contains(method.getName()))
            .sorted(Comparator.comparing(Method::toGenericString))
            .toList();
    if (methods.isEmpty()) {
      return null;
    }
    Method method = methods.get(random.nextInt(methods.size()));
    Object[] arguments =
        Arrays.stream(method.getParameterTypes()).map(type -> argument(type, random)).toArray();
    calls++;
    try {
      Object made = method.invoke(target, arguments);
      if (made instanceof AutoCloseable closeable && !(made instanceof Sonde)) {
        opened.add(closeable);
      }
      return made;
    } catch (InvocationTargetException e) {
      // The hostile cannot even be printed.
      throw new AssertionError(
          "seed " + seed + ": " + method + ": " + Arrays.toString(e.getCause().getStackTrace()));
    }
  }

  private static Object argument(Class<?> type, Random random) {
    int choice = random.nextInt(6);
    if (type == int.class) {
      return List.of(0, 1, -1, 7, Integer.MAX_VALUE, Integer.MIN_VALUE).get(choice);
    } else if (type == long.class) {
      return List.of(0L, 1L, -1L, 7L, Long.MAX_VALUE, Long.MIN_VALUE).get(choice);
    } else if (type == double.class) {
      return List.of(0.0, 1.5, -1.0, Double.NaN, Double.POSITIVE_INFINITY, 1e300).get(choice);
    } else if (type == boolean.class) {
      return choice > 2;
    } else if (type == Runnable.class) {
      return (Runnable) () -> {};
    } else if (type == Callable.class) {
      return (Callable<Object>) () -> 1;
    }
    return choice == 0 ? null : object(type, choice);
  }

  private static Object object(Class<?> type, int choice) {
    if (type == String.class) {
      return Arrays.asList("", "a", HUGE, "\u0000\n\uDC00", "task.key").get(choice - 1);
    } else if (type == Instant.class) {
      return List.of(Instant.EPOCH, Instant.MAX, Instant.MIN, Instant.now(), Instant.EPOCH)
          .get(choice - 1);
    } else if (type == Collection.class) {
      return Arrays.asList("a", null, HUGE, "", "a").subList(0, choice);
    } else if (type == Throwable.class) {
      return choice < 3 ? new Hostile() : new IllegalStateException(choice == 3 ? HUGE : null);
    } else if (type == Supplier.class) {
      return (Supplier<Object>) () -> thrown(choice);
    } else if (type == Map.class) {
      Map<String, String> headers = new HashMap<>();
      headers.put("traceparent", choice < 3 ? "00-zz" : null);
      headers.put("baggage", choice == 4 ? HUGE : "run.id=1,run.name");
      headers.put(null, "x");
      return headers;
    } else if (type == Context.class) {
      return Context.root();
    } else if (type == Severity.class) {
      return Severity.WARN;
    } else if (type == Integer.class) {
      return choice;
    } else if (type == io.opentelemetry.api.common.Attributes.class) {
      return io.opentelemetry.api.common.Attributes.empty();
    }
    throw new AssertionError("no argument of " + type);
  }

  private static Object thrown(int choice) {
    if (choice < 3) {
      throw new Hostile();
    }
    return choice == 3 ? new Hostile() : HUGE;
  }
}
