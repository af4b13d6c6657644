package dev.sonde.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.analysis.Versions.Conflict;
import dev.sonde.engine.analysis.Versions.Party;
import dev.sonde.engine.analysis.Versions.Told;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VersionsTest {

  private static final List<Told> TOLD =
      List.of(
          new Told("w1", "worker", "service.version", "1.0"),
          new Told("w2", "worker", "service.version", "1.1"),
          new Told("w3", "worker", "service.version", "1.1"),
          new Told("w3", "worker", "process.runtime.version", "25"),
          new Told("scheduler", "scheduler", "service.version", "2.0"),
          new Told("client", null, null, null));

  @Test
  void every_party_is_listed_with_what_it_told() {
    assertThat(Versions.parties(TOLD))
        .containsExactly(
            new Party("w1", "worker", Map.of("service.version", "1.0")),
            new Party("w2", "worker", Map.of("service.version", "1.1")),
            new Party(
                "w3", "worker", Map.of("service.version", "1.1", "process.runtime.version", "25")),
            new Party("scheduler", "scheduler", Map.of("service.version", "2.0")),
            new Party("client", null, Map.of()));
  }

  @Test
  void only_parties_of_one_service_can_be_in_conflict() {
    assertThat(Versions.conflicts(TOLD))
        .containsExactly(new Conflict("worker", "service.version", Map.of("1.0", 1L, "1.1", 2L)));
  }

  @Test
  void a_party_that_was_restarted_with_another_version_is_in_conflict_with_itself() {
    List<Told> told =
        List.of(
            new Told("w1", "worker", "service.version", "1.0"),
            new Told("w1", "worker", "service.version", "1.1"));
    assertThat(Versions.parties(told))
        .containsExactly(new Party("w1", "worker", Map.of("service.version", "1.0, 1.1")));
    assertThat(Versions.conflicts(told))
        .containsExactly(new Conflict("worker", "service.version", Map.of("1.0", 1L, "1.1", 1L)));
  }
}
