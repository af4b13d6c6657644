package dev.sonde.engine.analysis.calls;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message that was sent and received, or an artifact that one made and another took up.
 *
 * @param gave in which span, {@link Family#NONE} where that is not known
 * @param took likewise
 * @param gaveNanos null where only the taker told
 * @param tookNanos null where only the giver told
 * @param reply whether it says of itself that it answers another
 */
record Handover(
    CallKind kind,
    String id,
    String from,
    String to,
    int gave,
    int took,
    @Nullable Long gaveNanos,
    @Nullable Long tookNanos,
    boolean reply) {

  private static final Set<String> REPLIES = Set.of("response", "reply", "answer", "result");

  private record Key(CallKind kind, String run, String id) {}

  private record Side(Told told, @Nullable String from, @Nullable String to, int span) {}

  long atNanos() {
    return tookNanos != null ? tookNanos : gaveNanos != null ? gaveNanos : 0;
  }

  /** Pairs both sides, in the order of time. */
  static List<Handover> of(Family family, List<Told> told) {
    Map<Key, List<Side>> byId = new LinkedHashMap<>();
    for (Told one : told) {
      byId.computeIfAbsent(new Key(one.kind(), one.run(), one.id()), _ -> new ArrayList<>())
          .add(side(family, one));
    }
    List<Handover> ordered = new ArrayList<>();
    byId.values().forEach(sides -> pair(sides, ordered));
    ordered.sort(
        Comparator.comparingLong(Handover::atNanos)
            .thenComparingLong(h -> h.gaveNanos == null ? Long.MIN_VALUE : h.gaveNanos)
            .thenComparing(Handover::from)
            .thenComparing(Handover::to)
            .thenComparing(Handover::kind)
            .thenComparing(Handover::id)
            .thenComparingLong(h -> h.took == Family.NONE ? 0 : family.start(h.took))
            .thenComparingLong(h -> h.gave == Family.NONE ? 0 : family.start(h.gave)));
    return ordered;
  }

  /** Who told it is who gave or took it, unless the record says otherwise. */
  private static Side side(Family family, Told told) {
    int span = family.at(told.place());
    String own = told.agent();
    if (own == null && span != Family.NONE) {
      String service = family.serviceOf(span);
      // A record may stand in the span of the other side, whose context came with the message.
      own = told.service() != null && !told.service().equals(service) ? null : family.partyOf(span);
    }
    own = own == null ? told.service() : own;
    return told.gave()
        ? new Side(told, told.from() == null ? own : told.from(), told.to(), span)
        : new Side(told, told.from(), told.to() == null ? own : told.to(), span);
  }

  private static void pair(List<Side> sides, List<Handover> all) {
    sides.sort(Comparator.comparingLong(side -> side.told.atNanos()));
    List<Side> given = sides.stream().filter(side -> side.told.gave()).toList();
    List<Side> taken = sides.stream().filter(side -> !side.told.gave()).toList();
    Set<List<String>> seen = new HashSet<>();
    for (Side take : taken) {
      Side give = given.stream().filter(g -> fits(g, take)).findFirst().orElse(null);
      String from = take.from != null ? take.from : give == null ? null : give.from;
      // The same message delivered twice is one; an artifact may be taken up again and again.
      boolean again =
          take.told.kind() == CallKind.MESSAGE
              && !seen.add(List.of(String.valueOf(from), String.valueOf(take.to)));
      if (from != null && take.to != null && !again) {
        all.add(handover(give, take, from, take.to));
      }
    }
    for (Side give : given) {
      boolean met = taken.stream().anyMatch(take -> fits(give, take));
      if (!met && give.from != null && give.to != null) {
        all.add(handover(give, null, give.from, give.to));
      }
    }
  }

  private static boolean fits(Side give, Side take) {
    return agree(give.from, take.from) && agree(give.to, take.to);
  }

  private static boolean agree(@Nullable String a, @Nullable String b) {
    return a == null || b == null || a.equals(b);
  }

  private static Handover handover(
      @Nullable Side give, @Nullable Side take, String from, String to) {
    Side said = take == null ? give : take;
    return new Handover(
        said == null ? CallKind.MESSAGE : said.told.kind(),
        said == null ? "" : said.told.id(),
        from,
        to,
        give == null ? Family.NONE : give.span,
        take == null ? Family.NONE : take.span,
        give == null ? null : (Long) give.told.atNanos(),
        take == null ? null : (Long) take.told.atNanos(),
        said != null && said.told.kind() == CallKind.MESSAGE && isReply(said.told.type()));
  }

  private static boolean isReply(@Nullable String type) {
    return type != null && REPLIES.contains(type.toLowerCase(Locale.ROOT).split("[^a-z]", 2)[0]);
  }
}
