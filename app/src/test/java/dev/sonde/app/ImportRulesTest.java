package dev.sonde.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Imports point one way: what each module and each package inside engine must not know. */
class ImportRulesTest {
  private static final JavaClasses SONDE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          // ArchUnit knows target/test-classes; ./check builds in a folder below that.
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("dev.sonde");

  @Test
  void the_rules_see_every_module() {
    for (String module :
        new String[] {
          "model", "ingest", "engine", "store.duckdb", "server", "sdk", "demo", "app"
        }) {
      assertThat(SONDE.stream().map(c -> c.getPackageName() + "."))
          .as("classes of %s", module)
          .anyMatch(name -> name.startsWith("dev.sonde." + module + "."));
    }
  }

  @Test
  void model_imports_the_jdk_only() {
    check(
        classes()
            .that()
            .resideInAPackage("dev.sonde.model..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.sonde.model..", "java..", "javax..", "org.jspecify.."));
  }

  @Test
  void parts_of_the_sdk_know_neither_each_other_in_a_circle_nor_its_entry() {
    check(slices().matching("dev.sonde.sdk.(*)..").should().beFreeOfCycles());
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.sonde.sdk.*..")
            .and()
            .resideOutsideOfPackage("dev.sonde.sdk.visit")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.sonde.sdk"));
  }

  @Test
  void ingest_knows_neither_engine_nor_store_nor_app() {
    check(
        never(
            "dev.sonde.ingest..",
            "dev.sonde.engine..",
            "dev.sonde.store..",
            "dev.sonde.server..",
            "dev.sonde.app.."));
  }

  @Test
  void engine_knows_neither_ingest_nor_drivers_nor_app() {
    check(
        never(
            "dev.sonde.engine..",
            "dev.sonde.ingest..",
            "dev.sonde.store..",
            "dev.sonde.server..",
            "dev.sonde.app..",
            "org.duckdb..",
            "java.net.http.."));
  }

  @Test
  void a_store_knows_neither_ingest_nor_app() {
    check(
        never("dev.sonde.store..", "dev.sonde.ingest..", "dev.sonde.server..", "dev.sonde.app.."));
  }

  @Test
  void the_server_knows_no_database_and_not_app() {
    check(never("dev.sonde.server..", "dev.sonde.store..", "dev.sonde.app.."));
  }

  @Test
  void what_every_request_passes_knows_nothing_of_records() {
    check(
        never(
            "dev.sonde.server.http..",
            "dev.sonde.model..",
            "dev.sonde.ingest..",
            "dev.sonde.engine.."));
  }

  @Test
  void jetty_is_known_to_the_server_only() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("dev.sonde.server", "dev.sonde.server.http")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.jetty.."));
  }

  @Test
  void a_demo_knows_the_sdk_and_nothing_else_of_sonde() {
    check(
        classes()
            .that()
            .resideInAPackage("dev.sonde.demo..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "dev.sonde.demo..",
                "dev.sonde.sdk..",
                "io.opentelemetry.api..",
                "io.opentelemetry.context..",
                "com.sun.net.httpserver..",
                "java..",
                "org.jspecify.."));
  }

  @Test
  void analysis_is_pure() {
    check(
        never(
            "dev.sonde.engine.analysis..",
            "dev.sonde.engine.store..",
            "dev.sonde.engine.render..",
            "java.sql..",
            "java.io..",
            "java.nio.file.."));
  }

  @Test
  void render_knows_neither_store_nor_views() {
    check(
        never("dev.sonde.engine.render..", "dev.sonde.engine.store..", "dev.sonde.engine.view.."));
  }

  @Test
  void a_view_does_not_know_another() {
    check(slices().matching("dev.sonde.engine.view.(*)..").should().notDependOnEachOther());
  }

  @Test
  void databases_are_spoken_to_in_the_store_only() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.sonde.store.duckdb..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.duckdb.."));
  }

  @Test
  void picocli_is_known_to_app_only() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.sonde.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli.."));
  }

  @Test
  void nothing_shipped_uses_the_testkit() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.sonde.testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.sonde.testkit.."));
  }

  private static ArchRule never(String from, String... to) {
    return noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(to);
  }

  /** A package that does not exist yet breaks no rule. */
  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(SONDE);
  }
}
