package io.millrace.launcher;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The module table of the design: who may use what. It stands here because this module sees all
 * others, except the store's server, which is a process of its own.
 */
@AnalyzeClasses(packages = "io.millrace", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String FLINK = "org.apache.flink..";
  private static final String JACKSON = "com.fasterxml.jackson..";
  private static final String SLF4J = "org.slf4j..";
  private static final String JAVA = "java..";

  @ArchTest
  static final ArchRule onlyJobsAndLauncherUseFlink =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.millrace.job..", "io.millrace.launcher..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(FLINK);

  @ArchTest
  static final ArchRule onlyPackagesNamedKafkaUseKafka =
      noClasses()
          .that()
          .resideOutsideOfPackage("..kafka..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "kafka..");

  @ArchTest
  static final ArchRule nobodyOutsideTheStoreServerUsesRocksDb =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.rocksdb..");

  @ArchTest
  static final ArchRule schemasKnowAvroOnly =
      classes()
          .that()
          .resideInAPackage("io.millrace.schema..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.millrace.schema..", "org.apache.avro..", JAVA);

  @ArchTest
  static final ArchRule mathematicsKnowsNumbersOnly =
      classes()
          .that()
          .resideInAPackage("io.millrace.flow..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "io.millrace.flow..",
                  "org.nd4j..",
                  "onnx..", // messages of the format, which ND4J brings
                  "org.bytedeco..",
                  "org.apache.commons.math3..",
                  "jdk.incubator.vector..",
                  JACKSON,
                  JAVA));

  @ArchTest
  static final ArchRule recipesKnowTheMathematicsOnly =
      classes()
          .that()
          .resideInAPackage("io.millrace.recipe..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.millrace.recipe..", "io.millrace.flow..", "org.yaml..", JACKSON, SLF4J, JAVA);

  @ArchTest
  static final ArchRule storeClientKnowsNoOtherModule =
      noClasses()
          .that()
          .resideInAPackage("io.millrace.store.client..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.millrace.flow..",
              "io.millrace.recipe..",
              "io.millrace.env..",
              "io.millrace.rollout..",
              "io.millrace.job..",
              "io.millrace.launcher..");

  @ArchTest
  static final ArchRule workersAndJobsKnowNothingOfEachOther =
      noClasses()
          .that()
          .resideInAnyPackage("io.millrace.env..", "io.millrace.rollout..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.millrace.job..", "io.millrace.launcher..");

  @ArchTest
  static final ArchRule jobsKnowNoEnvironment =
      noClasses()
          .that()
          .resideInAPackage("io.millrace.job..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.millrace.env..", "io.millrace.rollout..", "io.millrace.launcher..");

  @ArchTest
  static final ArchRule namesSayWhatAClassDoes =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Impl");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.millrace.(**)").should().beFreeOfCycles();
}
