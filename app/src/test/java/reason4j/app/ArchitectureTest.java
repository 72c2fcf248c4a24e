package reason4j.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The arrows between the rooms and the manners of names.
class ArchitectureTest {

    private static JavaClasses all;

    @BeforeAll
    static void readClasses() {
        all = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("reason4j");
        assertThat(all.size()).as("classes of all rooms are here").isGreaterThan(100);
    }

    private static void mayUse(String room, String... rooms) {
        String[] allowed = new String[rooms.length + 1];
        System.arraycopy(rooms, 0, allowed, 0, rooms.length);
        allowed[rooms.length] = room;
        for (String other : new String[] {"core", "verify", "curate", "learn", "evaluate", "report", "serve", "app"}) {
            if (!java.util.List.of(allowed).contains(other)) {
                noClasses()
                        .that()
                        .resideInAPackage("reason4j." + room + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("reason4j." + other + "..")
                        .allowEmptyShould(true)
                        .check(all);
            }
        }
    }

    @Test
    void theArrowsOfTheRooms() {
        mayUse("core");
        mayUse("verify", "core");
        mayUse("curate", "core", "verify");
        mayUse("learn", "core", "verify");
        mayUse("evaluate", "core", "verify");
        mayUse("report", "core");
        mayUse("serve", "core", "verify", "learn");
    }

    @Test
    void sparkStaysInCurateAndLibtorchInLearn() {
        noClasses()
                .that()
                .resideOutsideOfPackage("reason4j.curate..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "scala..")
                .check(all);
        noClasses()
                .that()
                .resideOutsideOfPackage("reason4j.learn..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(all);
    }

    @Test
    void nativeLifetimeLivesInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage("reason4j.learn.tensor")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.bytedeco.javacpp.PointerScope")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("org\\.bytedeco\\..*Guard")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.bytedeco.pytorch.AutoGradMode")
                .check(all);
    }

    @Test
    void namesSayWhatAThingIs() {
        classes()
                .should()
                .haveSimpleNameNotEndingWith("Manager")
                .andShould()
                .haveSimpleNameNotEndingWith("Util")
                .andShould()
                .haveSimpleNameNotEndingWith("Utils")
                .andShould()
                .haveSimpleNameNotEndingWith("Helper")
                .andShould()
                .haveSimpleNameNotEndingWith("Factory")
                .andShould()
                .haveSimpleNameNotEndingWith("Impl")
                .andShould()
                .haveSimpleNameNotStartingWith("Abstract")
                .check(all);
    }

    @Test
    void noCyclesBetweenThePackagesOfARoom() {
        for (String room : new String[] {"core", "verify", "learn", "evaluate", "report", "serve"}) {
            SlicesRuleDefinition.slices()
                    .matching("reason4j." + room + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true)
                    .check(all);
        }
    }
}
