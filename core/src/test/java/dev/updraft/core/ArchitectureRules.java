package dev.updraft.core;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.updraft.core.dag.ParamSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * What may know what in core, and what core may not know at all. The times and texts of a decision
 * come in as arguments, so that the same state and event always give the same step.
 */
class ArchitectureRules {
  private static final String CORE = "dev.updraft.core.";
  private static final int LINES_MAX = 400;
  private static final Path SOURCES = Path.of("src/main/java");
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.updraft.core");

  @Test
  void everyPackageKnowsOnlyThoseBelowIt() {
    mayKnow("id");
    mayKnow("schedule", "id", "run");
    mayKnow("dag", "id", "schedule");
    mayKnow("flow", "id", "dag", "schedule", "run");
    mayKnow("run", "id", "dag", "schedule", "flow", "wire");
    mayKnow("pool", "id", "dag", "flow", "run", "wire");
    mayKnow("plan", "id", "dag", "schedule", "flow", "run", "wire");
    mayKnow("attempt", "id", "dag", "flow", "run", "wire");
    mayKnow("wire", "id", "dag", "schedule", "flow", "run");
    mayKnow("port", "id", "dag", "schedule", "flow", "run", "attempt", "port");
    mayKnow("port.memory", "id", "dag", "schedule", "flow", "run", "attempt", "port", "wire");
  }

  /** Events and decisions name the states of runs; the rules of runs are not theirs. */
  @Test
  void othersKnowNothingOfRunsButTheirStatesAndTypes() {
    noClasses()
        .that()
        .resideInAnyPackage(
            CORE + "schedule",
            CORE + "flow",
            CORE + "wire",
            CORE + "pool",
            CORE + "plan",
            CORE + "attempt")
        .should()
        .dependOnClassesThat(
            resideInAPackage(CORE + "run").and(not(JavaClass.Predicates.assignableTo(Enum.class))))
        .check(CLASSES);
  }

  private static void mayKnow(String pack, String... others) {
    var unknown =
        resideInAPackage("dev.updraft..")
            .and(not(resideInAPackage(CORE + pack)))
            .and(
                not(
                    resideInAnyPackage(
                        List.of(others).stream().map(CORE::concat).toArray(String[]::new))));
    noClasses()
        .that()
        .resideInAPackage(CORE + pack)
        .should()
        .dependOnClassesThat(unknown)
        .check(CLASSES);
  }

  @Test
  void nothingInCoreReadsAClockOrDrawsLotsOrStartsAnything() {
    noClasses()
        .that(not(resideInAPackage(CORE + "attempt")))
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Clock")
        .check(CLASSES);
    noClasses().should().callMethod(Instant.class, "now").check(CLASSES);
    noClasses().should().callMethod(LocalDate.class, "now").check(CLASSES);
    noClasses().should().callMethod(ZonedDateTime.class, "now").check(CLASSES);
    noClasses().should().callMethod(Clock.class, "systemUTC").check(CLASSES);
    noClasses().should().callMethod(UUID.class, "randomUUID").check(CLASSES);
    noClasses().should().callMethod(Math.class, "random").check(CLASSES);
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.(Random|Timer|TimerTask|concurrent\\.(?!locks\\.).*)")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.lang\\.(Thread|ThreadLocal|System|Runtime|Process.*)")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.net..", "java.sql..", "javax..", "software..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.io\\.(File.*|Print.*|Console|.*Reader|Random.*)")
        .check(CLASSES);
  }

  /** The validator of params' schemas speaks in the library's trees, so its caller must too. */
  @Test
  void onlyWireAndTheValidatorOfParamsKnowTheJsonLibraryBeyondItsAnnotations() {
    noClasses()
        .that(not(resideInAPackage(CORE + "wire")))
        .and(not(belongToAnyOf(ParamSchemas.class)))
        .should()
        .dependOnClassesThat(
            resideInAPackage("com.fasterxml.jackson..")
                .and(not(resideInAPackage("com.fasterxml.jackson.annotation"))))
        .check(CLASSES);
  }

  @Test
  void onlyAttemptKnowsHowTokensAreSigned() {
    noClasses()
        .that(not(resideInAPackage(CORE + "attempt")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.auth0..")
        .check(CLASSES);
  }

  @Test
  void noNameSaysNothing() {
    classes()
        .should()
        .haveNameNotMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)(\\$.*)?")
        .check(CLASSES);
  }

  @Test
  void everyPackageIsNullMarkedAndSaysWhatLivesThere() throws IOException {
    var packages = new TreeSet<String>();
    CLASSES.forEach(type -> packages.add(type.getPackageName()));
    assertThat(packages)
        .isNotEmpty()
        .allSatisfy(name -> {
          var info = CLASSES.getPackage(name);
          assertThat(info.isAnnotatedWith(NullMarked.class)).as(name).isTrue();
          var source = SOURCES.resolve(name.replace('.', '/')).resolve("package-info.java");
          assertThat(Files.readString(source)).as(name).startsWith("/**");
        });
  }

  @Test
  void noFileIsLongerThanOneCanRead() throws IOException {
    try (var files = Files.walk(SOURCES)) {
      assertThat(files.filter(file -> file.toString().endsWith(".java")))
          .isNotEmpty()
          .allSatisfy(file ->
              assertThat(Files.readAllLines(file))
                  .as("%s", file)
                  .hasSizeLessThanOrEqualTo(LINES_MAX));
    }
  }
}
