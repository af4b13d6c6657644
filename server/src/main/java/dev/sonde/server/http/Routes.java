package dev.sonde.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which endpoint answers what: by method, and the whole path or its beginning. Filled at the start. */
public final class Routes {

  /**
   * @param path ends with a slash where everything below it is meant
   * @param free needs no token
   */
  private record Route(String method, String path, boolean below, boolean free, Endpoint endpoint) {

    boolean leadsTo(String asked) {
      return below ? asked.startsWith(path) && asked.length() > path.length() : asked.equals(path);
    }
  }

  /** What a request leads to; without an endpoint, the methods that the path knows instead. */
  record Found(@Nullable Endpoint endpoint, boolean free, List<String> methods) {}

  private final List<Route> routes = new ArrayList<>();

  /** Exactly this path. */
  public Routes on(String method, String path, Endpoint endpoint) {
    routes.add(new Route(method, path, false, false, endpoint));
    return this;
  }

  /**
   * Everything below a path; {@link Exchange#below} gives the rest.
   *
   * @param path ends with a slash
   */
  public Routes under(String method, String path, Endpoint endpoint) {
    if (!path.endsWith("/")) {
      throw new IllegalArgumentException("path " + path + " has to end with a slash");
    }
    routes.add(new Route(method, path, true, false, endpoint));
    return this;
  }

  /** Exactly this path, also without a token: for what holds no data, as a page that asks for it. */
  public Routes free(String method, String path, Endpoint endpoint) {
    routes.add(new Route(method, path, false, true, endpoint));
    return this;
  }

  /** A whole path goes before a beginning, and the longest beginning before others. */
  Found find(String method, String path) {
    Route best = null;
    TreeSet<String> methods = new TreeSet<>();
    for (Route route : routes) {
      if (route.leadsTo(path)) {
        methods.add(route.method);
        if (route.method.equals(method) && (best == null || goesBefore(route, best))) {
          best = route;
        }
      }
    }
    return new Found(
        best == null ? null : best.endpoint, best != null && best.free, List.copyOf(methods));
  }

  private static boolean goesBefore(Route one, Route other) {
    return one.below == other.below ? one.path.length() > other.path.length() : other.below;
  }
}
