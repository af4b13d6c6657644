package dev.sonde.demo.array;

import dev.sonde.demo.cluster.Functions;
import java.util.SplittableRandom;

/** What the tasks of the array do: real arithmetic, and a wait for a disk or for more of it. */
public final class ArrayFunctions implements Functions {

  @Override
  public double[] call(Call call) throws InterruptedException {
    // The same for every attempt and every order.
    SplittableRandom random = new SplittableRandom(call.key().hashCode());
    double share = 0.8 + 0.4 * random.nextDouble();
    ArrayMath math = ArrayMath.of(call.whole("chunks"));
    call.pause(share * millis(call.prefix()));
    if (call.number() <= call.whole("failing")) {
      throw new IllegalStateException(
          "%s is damaged at row %d".formatted(call.key(), random.nextInt(math.rows())));
    }
    return switch (call.prefix()) {
      case "load" -> math.load(call.number("seed"), call.whole("index"));
      case "normalise" -> ArrayMath.normalise(call.inputs().getFirst());
      case "rechunk" -> math.rechunk(call.inputs(), call.whole("index"));
      case "reduce" -> ArrayMath.reduce(call.inputs().getFirst());
      case "combine", "total" -> ArrayMath.combine(call.inputs());
      default -> throw new IllegalArgumentException("no function '" + call.prefix() + "'");
    };
  }

  private static double millis(String prefix) {
    return switch (prefix) {
      case "load" -> 600;
      case "normalise" -> 800;
      case "rechunk" -> 1000;
      case "reduce" -> 500;
      default -> 150;
    };
  }
}
