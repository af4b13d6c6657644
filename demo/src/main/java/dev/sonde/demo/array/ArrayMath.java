package dev.sonde.demo.array;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The arithmetic: a matrix in chunks of rows is normalised chunk by chunk, cut anew into blocks of
 * columns, and reduced to the sum of squares, the sum of absolute values and the maximum.
 *
 * @param chunks of rows
 * @param rows of a chunk
 * @param blocks of columns
 * @param width columns of a block
 */
record ArrayMath(int chunks, int rows, int blocks, int width) {

  private static final int ROWS = 128;
  private static final int COLUMNS = 256;

  static ArrayMath of(int chunks) {
    int blocks = Math.max(2, chunks / 2);
    return new ArrayMath(chunks, ROWS, blocks, Math.max(1, COLUMNS / blocks));
  }

  int columns() {
    return blocks * width;
  }

  /** A chunk of rows as it would come from a file. */
  double[] load(long seed, int chunk) {
    SplittableRandom random = new SplittableRandom(seed * 7919 + chunk);
    double[] data = new double[rows * columns()];
    for (int i = 0; i < data.length; i++) {
      data[i] = 10 + chunk % 5 + 3 * random.nextDouble();
    }
    return data;
  }

  /** Mean 0, deviation 1. */
  static double[] normalise(double[] data) {
    double mean = Arrays.stream(data).sum() / data.length;
    double squares = 0;
    for (double value : data) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / data.length);
    double[] result = new double[data.length];
    for (int i = 0; i < data.length; i++) {
      result[i] = (data[i] - mean) / deviation;
    }
    return result;
  }

  /** The columns of a block, of all rows. */
  double[] rechunk(List<double[]> normalised, int block) {
    double[] result = new double[normalised.size() * rows * width];
    int at = 0;
    for (double[] chunk : normalised) {
      for (int row = 0; row < rows; row++) {
        System.arraycopy(chunk, row * columns() + block * width, result, at, width);
        at += width;
      }
    }
    return result;
  }

  /** Sum of squares, sum of absolute values, maximum. */
  static double[] reduce(double[] data) {
    double[] result = {0, 0, Double.NEGATIVE_INFINITY};
    for (double value : data) {
      result[0] += value * value;
      result[1] += Math.abs(value);
      result[2] = Math.max(result[2], value);
    }
    return result;
  }

  static double[] combine(List<double[]> reduced) {
    double[] result = {0, 0, Double.NEGATIVE_INFINITY};
    for (double[] each : reduced) {
      result[0] += each[0];
      result[1] += each[1];
      result[2] = Math.max(result[2], each[2]);
    }
    return result;
  }

  /** The same without chunks of columns, tasks and workers: one pass over the rows. */
  double[] directly(long seed) {
    double[] result = {0, 0, Double.NEGATIVE_INFINITY};
    for (int chunk = 0; chunk < chunks; chunk++) {
      result = combine(List.of(result, reduce(normalise(load(seed, chunk)))));
    }
    return result;
  }

  /** Equal but for the order in which was added. */
  static boolean agree(double[] one, double[] other) {
    for (int i = 0; i < one.length; i++) {
      if (Math.abs(one[i] - other[i]) > 1e-9 * Math.max(1, Math.abs(one[i]))) {
        return false;
      }
    }
    return one.length == other.length;
  }
}
