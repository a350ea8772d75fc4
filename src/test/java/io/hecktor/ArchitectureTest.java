package io.hecktor;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** Who may import whom. To add an arrow, change the table of the architecture page as well. */
final class ArchitectureTest {

  private static final String ROOT = "io.hecktor";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .importUrl(HecktorException.class.getProtectionDomain().getCodeSource().getLocation());

  /** A package and which of ours it may import besides the root. */
  static final List<Arguments> OURS =
      List.of(
          row("challenge"),
          row("oci"),
          row("cdi", "oci"),
          row("cuda"),
          row("blob", "oci"),
          row("deflate", "blob"),
          row("reproduce", "oci", "blob", "layer", "archive"),
          row("plan", "oci", "challenge", "deflate", "elf"),
          row("layer", "oci", "blob", "deflate", "plan"),
          row("base", "oci", "blob", "deflate", "plan", "layer", "archive", "elf"),
          row("elf"),
          row("gpu", "oci", "blob", "plan", "layer", "elf"),
          row("jre", "plan"),
          row("archive", "oci", "blob"),
          row("lock", "oci"),
          row("describe", "oci", "plan", "layer", "lock"),
          row("sandbox", "oci", "blob", "archive", "challenge", "cdi", "elf"),
          row("verify", "oci", "challenge", "blob", "archive"),
          row("doctor", "oci", "blob", "plan", "archive", "base", "jre", "cdi", "sandbox"),
          row("picture", "blob", "deflate", "verify"),
          row("page", "blob", "challenge", "oci", "picture", "verify"),
          row("slurm", "blob"),
          row("kubernetes"),
          row("trace"),
          row("scaffold", "challenge", "blob"),
          row(
              "goal",
              "challenge",
              "oci",
              "blob",
              "deflate",
              "plan",
              "layer",
              "base",
              "jre",
              "archive",
              "sandbox",
              "verify",
              "lock",
              "describe",
              "slurm",
              "kubernetes",
              "elf",
              "gpu",
              "cdi",
              "cuda",
              "scaffold",
              "picture",
              "page",
              "reproduce",
              "trace"),
          row("node", "goal"),
          row(
              "mojo",
              "challenge",
              "oci",
              "blob",
              "deflate",
              "plan",
              "layer",
              "base",
              "jre",
              "archive",
              "sandbox",
              "verify",
              "lock",
              "describe",
              "slurm",
              "kubernetes",
              "elf",
              "gpu",
              "cdi",
              "scaffold",
              "doctor",
              "goal"));

  /** A library's packages and which of ours alone may import them. */
  static final List<Arguments> LIBRARIES =
      List.of(
          row("org.snakeyaml..", "challenge", "cdi"),
          row(
              "com.fasterxml.jackson..",
              "oci",
              "cdi",
              "layer",
              "base",
              "archive",
              "verify",
              "describe",
              "gpu",
              "doctor",
              "goal",
              "reproduce"),
          row("org.cyclonedx..", "describe"),
          row("com.github.packageurl..", "describe"),
          row("org.apache.commons.compress..", "layer", "archive", "sandbox", "slurm", "reproduce"),
          row("com.github.luben.zstd..", "layer"),
          row("org.objectweb.asm..", "trace", "plan"),
          row(
              "com.google.cloud.tools.jib.api.buildplan..",
              "plan",
              "jre",
              "layer",
              "base",
              "gpu",
              "goal"),
          row("com.google.cloud.tools.jib.api", "plan", "base"),
          row("com.google.cloud.tools.jib.registry..", "base"),
          row("io.fabric8..", "kubernetes"),
          row("com.sun.jna..", "cuda"),
          row("org.codehaus.plexus..", "plan", "sandbox", "mojo"),
          row("org.apache.maven..", "mojo"),
          row("org.eclipse.aether..", "mojo"),
          row("javax.inject..", "mojo"),
          row("java.net.http..", "base"));

  private static Arguments row(String what, String... packages) {
    return Arguments.of(what, List.of(packages));
  }

  private static String[] packages(List<String> names) {
    return names.stream().map(name -> ROOT + "." + name + "..").toArray(String[]::new);
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(MAIN);
  }

  @ParameterizedTest
  @FieldSource("OURS")
  void importsOnlyWhatTheTableAllows(String name, List<String> allowed) {
    DescribedPredicate<JavaClass> ours =
        resideInAnyPackage(ROOT + "..")
            .and(resideOutsideOfPackages(ROOT, ROOT + "." + name + ".."))
            .and(resideOutsideOfPackages(packages(allowed)));
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "." + name + "..")
            .should()
            .dependOnClassesThat(ours)
            .because("the table allows the root and " + allowed));
  }

  @Test
  void importsNothingOfOursIntoTheRoot() {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .dependOnClassesThat(resideInAnyPackage(ROOT + ".*..")));
  }

  @Test
  void hasEveryPackageInTheTable() {
    Set<String> table = new TreeSet<>(Set.of(ROOT));
    OURS.forEach(row -> table.add(ROOT + "." + row.get()[0]));
    Set<String> seen = new TreeSet<>();
    MAIN.forEach(type -> seen.add(type.getPackageName()));
    assertThat(seen).hasSizeGreaterThan(5).isSubsetOf(table);
  }

  @ParameterizedTest
  @FieldSource("LIBRARIES")
  void keepsLibrariesToTheirPackages(String library, List<String> allowed) {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(packages(allowed))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(library)
            .because("only " + allowed + " may know " + library));
  }

  /** One mapper decides on the bytes; others only walk its trees. */
  @Test
  void readsAndWritesJsonInOnePlace() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".oci..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                "com\\.fasterxml\\.jackson\\.(core\\..*|databind\\.\\w*(Mapper|Reader|Writer)\\w*)"));
  }

  @Test
  void hasNoCycles() {
    check(slices().matching(ROOT + ".(*)..").should().beFreeOfCycles());
  }

  @Test
  void namesPackagesByTheirJob() {
    check(
        noClasses()
            .should()
            .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..model.."));
  }

  /** The JDK's zlib gives other bytes on other machines. */
  @Test
  void compressesNothingWithTheJdksZlib() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                "java\\.util\\.zip\\.(Deflater|DeflaterOutputStream|GZIPOutputStream)"));
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".jre..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\.(zip|jar)\\.(Zip|Jar)OutputStream")
            .because("only what jdeps is to look at is packed, and thrown away"));
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                "org\\.apache\\.commons\\.compress\\.compressors\\..*CompressorOutputStream"));
  }

  @Test
  void asksForNoClockEnvironmentOrPropertyBelowTheMojos() {
    for (List<String> call :
        List.of(
            List.of("java.lang.System", "getenv"),
            List.of("java.lang.System", "getProperty"),
            List.of("java.lang.System", "currentTimeMillis"),
            List.of("java.time.Instant", "now"),
            List.of("java.time.LocalDate", "now"),
            List.of("java.time.LocalDateTime", "now"),
            List.of("java.time.ZonedDateTime", "now"),
            List.of("java.time.Clock", "systemUTC"),
            List.of("java.time.Clock", "systemDefaultZone"),
            List.of("java.time.ZoneId", "systemDefault"),
            List.of("java.lang.Math", "random"),
            List.of("java.util.Locale", "getDefault"),
            List.of("java.util.TimeZone", "getDefault"),
            List.of("java.nio.charset.Charset", "defaultCharset"))) {
      check(
          noClasses()
              .that()
              .resideOutsideOfPackages(ROOT + ".mojo..", ROOT + ".node..")
              .should()
              .callMethodWhere(
                  DescribedPredicate.describe(
                      String.join(".", call),
                      access ->
                          access.getTargetOwner().getName().equals(call.get(0))
                              && access.getName().equals(call.get(1))))
              .because("that must arrive as a parameter"));
    }
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\.(Random|SplittableRandom|Date|Calendar)"));
  }

  /** The store's lock within one JVM must be seen by every copy of the plugin's classes. */
  @Test
  void holdsNothingInSystemPropertiesButTheStoresLocks() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.hecktor.blob.ProcessLock")
            .should()
            .callMethod(System.class, "getProperties")
            .orShould()
            .callMethod(System.class, "setProperty", String.class, String.class));
  }

  @Test
  void saysNothingButThroughProgress() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".mojo..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace"));
    check(noClasses().should().callMethod(System.class, "exit", int.class));
  }

  @Test
  void leavesNoClassOpenThatNothingExtends() {
    Set<String> extended = new TreeSet<>();
    MAIN.forEach(
        type -> type.getRawSuperclass().ifPresent(parent -> extended.add(parent.getName())));
    Stream<String> open =
        MAIN.stream()
            .filter(type -> !type.isInterface() && !type.isEnum() && !type.isAnonymousClass())
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .filter(type -> !type.getModifiers().contains(JavaModifier.FINAL))
            .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
            .filter(type -> !type.isAssignableTo(HecktorException.class))
            .filter(type -> !type.getPackageName().equals(ROOT + ".mojo"))
            .map(JavaClass::getName)
            .filter(name -> !extended.contains(name));
    assertThat(open).isEmpty();
  }

  @Test
  void saysOfEveryPackageWhatItsNullsAre() {
    check(
        classes()
            .that()
            .haveSimpleName("package-info")
            .should()
            .beAnnotatedWith("org.jspecify.annotations.NullMarked"));
  }
}
