package dev.sonde.engine.analysis;

/**
 * How much a share differs between two sets of records, less what chance alone could make of it: the near
 * end of a confidence interval for the difference. Where thousands of values are looked at, the interval
 * is as much wider, so that of sets that differ in nothing, hardly one in twenty shows anything.
 *
 * <p>Limits of a share are those of the likelihood ratio, put together for the difference as Newcombe does;
 * simpler ones let several times as much through (RATIONALE.md).
 */
public final class Contrast {

  /** How often chance may show a difference where there is none. */
  private static final double ERROR = 0.05;

  /** Halvings until a limit is found. */
  private static final int STEPS = 40;

  private final double recordsIn;
  private final double recordsOut;
  private final double deviance;

  /**
   * @param recordsIn records of one set
   * @param recordsOut records of the other
   * @param compared how many shares are compared in all
   */
  public Contrast(long recordsIn, long recordsOut, long compared) {
    this.recordsIn = recordsIn;
    this.recordsOut = recordsOut;
    double deviations = normalQuantile(ERROR / 2 / Math.max(1, compared));
    this.deviance = deviations * deviations / 2;
  }

  /**
   * What remains of the difference, 0 to 1; 0 where chance explains it.
   *
   * @param in records of the one set that have it
   * @param out records of the other that have it
   */
  public double score(long in, long out) {
    if (recordsIn == 0 || recordsOut == 0) {
      return 0;
    }
    double shareIn = in / recordsIn;
    double shareOut = out / recordsOut;
    boolean more = shareIn > shareOut;
    double reachIn = reach(shareIn, recordsIn, more ? 0 : 1);
    double reachOut = reach(shareOut, recordsOut, more ? 1 : 0);
    return Math.max(0, Math.abs(shareIn - shareOut) - Math.hypot(reachIn, reachOut));
  }

  /** How far from what was seen the share may be in truth, towards none or all. */
  private double reach(double share, double records, double towards) {
    double near = share;
    double far = towards;
    for (int step = 0; step < STEPS; step++) {
      double middle = (near + far) / 2;
      if (records * divergence(share, middle) <= deviance) {
        near = middle;
      } else {
        far = middle;
      }
    }
    return Math.abs(near - share);
  }

  private static double divergence(double seen, double truth) {
    double with = seen <= 0 ? 0 : seen * Math.log(seen / truth);
    double without = seen >= 1 ? 0 : (1 - seen) * Math.log((1 - seen) / (1 - truth));
    return with + without;
  }

  /** Peter Acklam's approximation for the lower tail, which is all that is asked for. */
  static double normalQuantile(double share) {
    if (share >= 0.02425) {
      double q = share - 0.5;
      double r = q * q;
      return (((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r
                              + 138.3577518672690)
                          * r
                      - 30.66479806614716)
                  * r
              + 2.506628277459239)
          * q
          / (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r
                              + 66.80131188771972)
                          * r
                      - 13.28068155288572)
                  * r
              + 1);
    }
    double q = Math.sqrt(-2 * Math.log(share));
    return (((((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q
                            - 2.549732539343734)
                        * q
                    + 4.374664141464968)
                * q
            + 2.938163982698783)
        / ((((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q
                    + 3.754408661907416)
                * q
            + 1);
  }
}
