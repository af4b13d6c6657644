package dev.sonde.server.api;

import dev.sonde.engine.render.Terminal;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import dev.sonde.engine.view.Views;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code GET /}: the figures of health and every view as text, for whoever opens the address. No script. */
final class StartPage {

  private static final String STYLE =
      """
      :root{color-scheme:light dark;--dim:light-dark(#59636e,#9198a1);--line:light-dark(#d1d9e0,#3d444d);\
      --link:light-dark(#0550ae,#6cb6ff);--bad:light-dark(#b3261e,#ff8f85)}\
      body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;\
      background:light-dark(#fff,#15191e);color:light-dark(#1f2328,#e6e9ec)}\
      h1{font-size:1.4rem;margin:0}h2{font-size:1rem;margin:1.6rem 0 .4rem}\
      a{color:var(--link)}p,dl{margin:.4rem 0}.dim{color:var(--dim)}.bad{color:var(--bad)}\
      dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(9rem,1fr));gap:.6rem}\
      dt{color:var(--dim);font-size:.85rem}dd{margin:0;font-variant-numeric:tabular-nums}\
      table{border-collapse:collapse;width:100%}td{padding:.25rem .6rem .25rem 0;\
      border-bottom:1px solid var(--line);vertical-align:baseline}td:first-child{width:18rem}\
      form{display:inline-flex;gap:.4rem}label{color:var(--link)}\
      input{font:inherit;width:9rem;border:1px solid var(--dim);border-radius:4px;padding:0 .4rem;\
      background:transparent;color:inherit}button{font:inherit;border:1px solid var(--dim);\
      border-radius:4px;background:transparent;color:inherit;cursor:pointer}\
      :focus-visible{outline:2px solid var(--link);outline-offset:2px}\
      """;

  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private final HealthAnswer health;

  StartPage(HealthAnswer health) {
    this.health = health;
  }

  void answer(Request request, Reply reply) throws IOException {
    Api.send(
        reply,
        200,
        "text/html; charset=utf-8",
        page(health.state(), request.base()),
        Map.of("Content-Security-Policy", POLICY));
  }

  private static String page(HealthAnswer.State state, String base) {
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
    page.append("<meta name=\"viewport\" content=\"width=device-width\"><title>Sonde</title>");
    page.append("<style>").append(STYLE).append("</style></head><body>\n");
    page.append("<h1>Sonde</h1>\n<p class=\"dim\">").append(text(base)).append(" · ");
    page.append(state.live() ? "live" : "files, read-only").append(" · ");
    page.append(text(state.status())).append("</p>\n");
    for (String trouble : state.troubles()) {
      page.append("<p class=\"bad\">").append(text(trouble)).append("</p>\n");
    }
    figures(state, page);
    for (About.Group group : About.Group.values()) {
      group(group, page);
    }
    page.append("<h2>For programs</h2>\n<p>");
    for (String path : new String[] {"/health", "/metrics", "/api/views", "/openapi.json"}) {
      page.append("<a href=\"").append(path).append("\">").append(path).append("</a> ");
    }
    return page.append("</p>\n</body></html>\n").toString();
  }

  private static void figures(HealthAnswer.State state, StringBuilder page) {
    HealthAnswer.Counts records = state.records();
    page.append("<dl>\n");
    figure(page, "received", count(records.received()));
    figure(page, "stored", count(records.stored()));
    figure(page, "duplicate", count(records.duplicate()));
    figure(page, "refused", count(records.refused()));
    figure(page, "rejected", count(records.rejected()));
    figure(
        page,
        "dropped",
        count(records.dropped().values().stream().mapToLong(Long::longValue).sum()));
    if (state.sizes() != null) {
      figure(page, "on disk", bytes(state.sizes().bytes()));
      figure(page, "free", bytes(state.sizes().freeBytes()));
    }
    if (state.waiting() != null) {
      figure(page, "waiting", count(state.waiting().records()));
    }
    figure(page, "last record", ago(state.ages().lastS()));
    figure(page, "oldest", ago(state.ages().oldestS()));
    page.append("</dl>\n");
  }

  private static void figure(StringBuilder page, String name, String value) {
    page.append("<div><dt>").append(name).append("</dt><dd>").append(value).append("</dd></div>\n");
  }

  private static void group(About.Group group, StringBuilder page) {
    StringBuilder rows = new StringBuilder();
    for (View<?, ?> view : Views.ALL) {
      if (view.about().group() == group) {
        rows.append("<tr><td>");
        link(view, rows);
        rows.append("</td><td>").append(text(view.about().purpose())).append("</td></tr>\n");
      }
    }
    if (!rows.isEmpty()) {
      page.append("<h2>").append(text(group.title())).append("</h2>\n<table>\n");
      page.append(rows).append("</table>\n");
    }
  }

  /** A link, or a field where the view needs to be told about what. */
  private static void link(View<?, ?> view, StringBuilder to) {
    String name = view.about().name();
    Parameters.Parameter<?> argument = view.parameters().argument();
    if (argument == null || argument.kind() == Parameters.Kind.OPTIONAL_ARGUMENT) {
      to.append("<a href=\"/api/views/").append(name).append("?as=text\">");
      to.append(name).append("</a>");
      return;
    }
    to.append("<form action=\"/api/views/").append(name).append("\"><label for=\"").append(name);
    to.append("\">").append(name).append("</label><input id=\"").append(name);
    to.append("\" name=\"arg\" required placeholder=\"").append(text(argument.name()));
    to.append("\" title=\"").append(text(argument.describe()));
    to.append("\"><input type=\"hidden\" name=\"as\" value=\"text\"><button>ask</button></form>");
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String bytes(long bytes) {
    return bytes < 1_000_000
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
        : bytes < 1_000_000_000
            ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
            : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }

  private static String ago(@Nullable Double seconds) {
    if (seconds == null) {
      return "–";
    }
    return seconds < 120
        ? String.format(Locale.ROOT, "%.0f s ago", Math.max(0, seconds))
        : seconds < 7200
            ? String.format(Locale.ROOT, "%.0f min ago", seconds / 60)
            : seconds < 172_800
                ? String.format(Locale.ROOT, "%.0f h ago", seconds / 3600)
                : String.format(Locale.ROOT, "%.0f days ago", seconds / 86_400);
  }

  private static String text(String text) {
    return Terminal.harmless(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
