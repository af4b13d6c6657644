package dev.sonde.server.http;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask. A page of another site that a browser shows must get nothing: neither by asking across
 * origins (Origin, Sec-Fetch-Site), nor by a name of its own that it lets point here (Host).
 */
public final class Gate {

  private final Set<String> hosts = new HashSet<>();
  private final byte @Nullable [] token;

  /**
   * @param bind the address as it was configured
   * @param bound what it stands for
   * @param token null where none is demanded
   * @param further names that are as good as the server's own
   */
  public Gate(String bind, InetAddress bound, @Nullable String token, Set<String> further) {
    hosts.add("localhost");
    hosts.add("127.0.0.1");
    hosts.add("[::1]");
    hosts.add(name(bind.contains(":") && !bind.startsWith("[") ? "[" + bind + "]" : bind));
    String address = bound.getHostAddress();
    hosts.add(name(address.contains(":") ? "[" + address + "]" : address));
    further.forEach(host -> hosts.add(name(host)));
    this.token = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @param free whether what is asked for needs no token
   */
  void check(Exchange exchange, boolean free) throws Refusal {
    boolean shown = checkToken(exchange, free);
    if (!shown) {
      checkHost(exchange);
    }
    checkOrigin(exchange);
  }

  /** Whether the token was shown, in UTF-8, which Jetty hands on as Latin-1; a page that knows it is no stranger, by whatever name it came. */
  private boolean checkToken(Exchange exchange, boolean free) throws Refusal {
    byte[] secret = token;
    if (secret == null) {
      return false;
    }
    String said = exchange.header("authorization");
    if (said != null
        && said.regionMatches(true, 0, "Bearer ", 0, 7)
        && MessageDigest.isEqual(
            secret, said.substring(7).strip().getBytes(StandardCharsets.ISO_8859_1))) {
      return true;
    }
    if (free) {
      return false;
    }
    String what = said == null ? "it was not sent" : "the one that was sent is wrong";
    exchange.set("www-authenticate", "Bearer");
    throw new Refusal(401, "a token is needed as \"Authorization: Bearer TOKEN\"; " + what);
  }

  private void checkHost(Exchange exchange) throws Refusal {
    String authority = exchange.authority();
    String header = exchange.header("host");
    if (authority == null && header == null) {
      throw new Refusal(400, "the request does not say which host it is for");
    }
    for (String host : new String[] {authority, header}) {
      if (host != null && !hosts.contains(name(host))) {
        throw new Refusal(
            403, "host \"" + bounded(host) + "\" is not this server; ask by the address it prints");
      }
    }
  }

  private static void checkOrigin(Exchange exchange) throws Refusal {
    String origin = exchange.header("origin");
    if (origin != null && !isSame(origin, exchange)) {
      throw new Refusal(403, "pages of \"" + bounded(origin) + "\" may not ask here");
    }
    String site = exchange.header("sec-fetch-site");
    // Somebody may follow a link to here from anywhere; nothing else of another site's doing
    // passes.
    if (site != null
        && !site.equals("same-origin")
        && !site.equals("none")
        && !"navigate".equals(exchange.header("sec-fetch-mode"))) {
      throw new Refusal(403, "pages of other sites may not ask here");
    }
  }

  /** The scheme is left to a proxy in front. */
  private static boolean isSame(String origin, Exchange exchange) {
    String authority = exchange.authority();
    String host = authority == null ? exchange.header("host") : authority;
    int start = origin.indexOf("://");
    return host != null && start > 0 && origin.substring(start + 3).equalsIgnoreCase(host);
  }

  /** Without the port and the root's dot, in small letters; an IPv6 address keeps its brackets. */
  private static String name(String host) {
    String name = host.strip().toLowerCase(Locale.ROOT);
    int port = name.lastIndexOf(':');
    if (port >= 0 && name.indexOf(']') < port) {
      name = name.substring(0, port);
    }
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static String bounded(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
