package dev.updraft.standalone;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The directions between modules, as docs/architecture.md lists them. */
final class DirectionRules {
  @Test
  void modulesUseOnlyWhatTheirDirectionAllows() {
    var classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.updraft");
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("dev.updraft..")
        .layer("core")
        .definedBy("dev.updraft.core..")
        .layer("dag-parser")
        .definedBy("dev.updraft.parser..")
        .layer("aws")
        .definedBy("dev.updraft.aws..")
        .layer("scheduler-lambda")
        .definedBy("dev.updraft.scheduler..")
        .layer("task-runners")
        .definedBy("dev.updraft.runner..")
        .layer("executor-lambda")
        .definedBy("dev.updraft.executor..")
        .layer("api-lambda")
        .definedBy("dev.updraft.api..")
        .layer("dags-s3-sync")
        .definedBy("dev.updraft.sync..")
        .layer("standalone")
        .definedBy("dev.updraft.standalone..")
        .whereLayer("standalone")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("scheduler-lambda")
        .mayOnlyBeAccessedByLayers("standalone")
        .whereLayer("executor-lambda")
        .mayOnlyBeAccessedByLayers("standalone")
        .whereLayer("api-lambda")
        .mayOnlyBeAccessedByLayers("standalone")
        .whereLayer("dags-s3-sync")
        .mayOnlyBeAccessedByLayers("standalone")
        .whereLayer("task-runners")
        .mayOnlyBeAccessedByLayers("executor-lambda", "standalone")
        .whereLayer("aws")
        .mayOnlyBeAccessedByLayers(
            "scheduler-lambda", "executor-lambda", "api-lambda", "dags-s3-sync", "standalone")
        .whereLayer("dag-parser")
        .mayOnlyBeAccessedByLayers("scheduler-lambda", "dags-s3-sync", "standalone")
        .check(classes);
  }
}
