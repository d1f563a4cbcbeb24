package dev.actp.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.actp.runtime.ledger.Checkpoint;
import dev.actp.runtime.ledger.Columns;
import dev.actp.runtime.ledger.Companion;
import dev.actp.runtime.ledger.ExportDigest;
import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.ledger.Leaves;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.ledger.SignedNote;
import dev.actp.runtime.ledger.VerifierKey;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.token.ApiKeySecrets;
import java.net.InetAddress;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The walls between rooms: who may know whom, and who may touch the world outside. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchTest {
  private static final String[] PURE = {
    "dev.actp.runtime.decision..",
    "dev.actp.runtime.function..",
    "dev.actp.runtime.policy..",
    "dev.actp.runtime.value..",
  };

  private static final String IN_CONSTANT_TIME = "java.security.MessageDigest.isEqual(";

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.actp");

  @ParameterizedTest
  @CsvSource({
    "org.antlr.., dev.actp.dsl.parser..",
    "org.drools.., dev.actp.compiler.rules..",
    "org.kie.., dev.actp.compiler.rules..",
    "com.github.difflib.., dev.actp.compiler.suggest..",
    "org.snakeyaml.., dev.actp.compiler.notation..",
    "com.nimbusds.., dev.actp.runtime.token..",
    "com.google.crypto.tink.., dev.actp.runtime.token..",
    "net.sf.jsqlparser.., dev.actp.runtime.function..",
    "com.ibm.icu.., dev.actp.runtime.function..",
    "java.sql.., dev.actp.runtime.store..",
    "javax.sql.., dev.actp.runtime.store..",
    "org.sqlite.., dev.actp.runtime.store..",
    "org.flywaydb.., dev.actp.runtime.store..",
    "io.vertx.., dev.actp.server..",
    "io.netty.., dev.actp.server..",
    "picocli.., dev.actp.cli..",
    "ch.qos.logback.., dev.actp.server..",
    "io.micrometer.., dev.actp.server.metrics..",
    "io.prometheus.., dev.actp.server.metrics..",
  })
  void aLibraryIsKnownToOneRoom(String library, String room) {
    noClasses()
        .that()
        .resideOutsideOfPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(classes);
  }

  @ParameterizedTest
  @CsvSource({
    "dev.actp.dsl.., dev.actp.runtime..",
    "dev.actp.dsl.., dev.actp.compiler..",
    "dev.actp.runtime.., dev.actp.dsl..",
    "dev.actp.runtime.., dev.actp.compiler..",
    "dev.actp.runtime.., dev.actp.server..",
    "dev.actp.compiler.., dev.actp.server..",
    "dev.actp.server.., dev.actp.cli..",
  })
  void dependenciesPointOneWay(String from, String to) {
    noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(to)
        .check(classes);
  }

  /** Who verifies a ledger shares with who writes it what a ledger is, and nothing else. */
  @Test
  void theVerifierSharesNothingButTheEncodingWithTheWriter() {
    noClasses()
        .that()
        .resideInAPackage("dev.actp.runtime.ledger.verify..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.actp..")
                .and(not(resideInAPackage("dev.actp.runtime.ledger.verify..")))
                .and(
                    not(
                        belongToAnyOf(
                            Checkpoint.class,
                            Columns.class,
                            Companion.class,
                            ExportDigest.class,
                            Leaf.class,
                            Leaves.class,
                            Receipt.class,
                            SignedNote.class,
                            VerifierKey.class))))
        .check(classes);
  }

  @Test
  void roomsDoNotGoInCircles() {
    slices().matching("dev.actp.(*).(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void pureRoomsKnowNothingOfTheOutside() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.nio.file..",
            "java.nio.channels..",
            "java.net.http..",
            "java.sql..",
            "java.util.concurrent..",
            "org.slf4j..",
            "dev.actp.runtime.service..",
            "dev.actp.runtime.store..",
            "dev.actp.runtime.state..",
            "dev.actp.runtime.ledger..",
            "dev.actp.runtime.token..")
        .check(classes);
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.io\\.(File.*|RandomAccessFile|Console|Object.*Stream)"
                + "|java\\.net\\.(.*Socket|URL|URLConnection)"
                + "|java\\.time\\.(Clock|InstantSource)"
                + "|java\\.util\\.(Random|SplittableRandom|Timer)"
                + "|java\\.security\\.SecureRandom"
                + "|java\\.lang\\.(Process.*|Runtime|Thread|ThreadLocal)")
        .check(classes);
  }

  @Test
  void pureRoomsReadNoClockAndNoChance() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .callMethodWhere(target(name("now")).and(target(owner(nameStartingWith("java.time.")))))
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "getProperty", String.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .check(classes);
  }

  @Test
  void onlyWebhooksLookUpNames() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.actp.server.webhook..")
        .should()
        .callMethodWhere(
            target(nameMatching("get(All)?ByName|get(Canonical)?HostName|isReachable"))
                .and(target(owner(assignableTo(InetAddress.class)))))
        .check(classes);
  }

  @Test
  void onlyTheCommandWritesToTheStandardStreams() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.actp.cli..")
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .check(classes);
  }

  @Test
  void hashesOfKeysAreComparedInConstantTime() {
    noClasses()
        .that()
        .haveNameNotMatching("dev.actp.(server.http.Authenticator|server.Setup|runtime.store.*)")
        .should()
        .callMethod(ApiKey.class, "hash")
        .check(classes);
    assertThat(
            classes
                .get(ApiKeySecrets.class)
                .getMethod("matches", String.class, String.class)
                .getMethodCallsFromSelf())
        .anyMatch(call -> call.getTarget().getFullName().startsWith(IN_CONSTANT_TIME))
        .noneMatch(call -> call.getTarget().getName().equals("equals"));
  }

  @Test
  void nobodyReadsSerialisedObjects() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.ObjectInputStream")
        .check(classes);
  }
}
