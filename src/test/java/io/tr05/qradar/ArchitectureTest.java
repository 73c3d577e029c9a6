package io.tr05.qradar;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.beFinal;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** What may use what: http -> relay -> ctim -> qradar -> auth -> config, each those to its right and none to its left. */
@AnalyzeClasses(packages = "io.tr05.qradar", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.tr05.qradar";
    private static final String DEMO = ROOT + ".demo..";
    private static final String WIRE = ROOT + ".wire..";

    @ArchTest
    static final ArchRule PACKAGES_USE_ONLY_THOSE_BELOW = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
            .layer("root")
            .definedBy(ROOT)
            .layer("demo")
            .definedBy(DEMO)
            .layer("http")
            .definedBy(ROOT + ".http..")
            .layer("relay")
            .definedBy(ROOT + ".relay..")
            .layer("ctim")
            .definedBy(ROOT + ".ctim..")
            .layer("qradar")
            .definedBy(ROOT + ".qradar..")
            .layer("auth")
            .definedBy(ROOT + ".auth..")
            .layer("config")
            .definedBy(ROOT + ".config..")
            .layer("metrics")
            .definedBy(ROOT + ".metrics..")
            .layer("wire")
            .definedBy(WIRE)
            .whereLayer("root")
            .mayOnlyBeAccessedByLayers("demo")
            .whereLayer("demo")
            .mayOnlyBeAccessedByLayers("root")
            .whereLayer("http")
            .mayOnlyBeAccessedByLayers("root", "demo")
            .whereLayer("relay")
            .mayOnlyBeAccessedByLayers("root", "http", "demo")
            .whereLayer("ctim")
            .mayOnlyBeAccessedByLayers("root", "http", "relay", "demo")
            .whereLayer("qradar")
            .mayOnlyBeAccessedByLayers("root", "http", "relay", "ctim", "demo")
            .whereLayer("auth")
            .mayOnlyBeAccessedByLayers("root", "http", "relay", "ctim", "qradar", "demo")
            .whereLayer("config")
            .mayOnlyBeAccessedByLayers("root", "http", "relay", "ctim", "qradar", "auth", "demo")
            .whereLayer("wire")
            .mayOnlyBeAccessedByLayers("http", "relay", "ctim")
            .whereLayer("wire")
            .mayNotAccessAnyLayer()
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule ONLY_COMMANDS_KNOW_THE_DEMO = noClasses()
            .that(not(resideInAPackage(DEMO)).and(not(simpleNameEndingWith("Command"))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(DEMO);

    @ArchTest
    static final ArchRule NO_PACKAGES_DEPEND_ON_EACH_OTHER =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_QRADAR_AND_AUTH_CALL_OUT = noClasses()
            .that(not(resideInAnyPackage(ROOT + ".qradar..", ROOT + ".auth..", DEMO)))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.helidon.webclient..", "java.net.http..");

    @ArchTest
    static final ArchRule THE_ENGINE_KNOWS_NEITHER_ROUTES_NOR_CTIM = noClasses()
            .that(resideInAPackage(ROOT + ".qradar.."))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".http..", ROOT + ".relay..", ROOT + ".ctim..", WIRE, "io.helidon.webserver..");

    @ArchTest
    static final ArchRule ONLY_HTTP_AND_ROOT_SERVE = noClasses()
            .that(not(resideInAnyPackage(ROOT, ROOT + ".http..", DEMO)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.helidon.webserver..");

    @ArchTest
    static final ArchRule CTIM_NEITHER_CALLS_NOR_LOGS = noClasses()
            .that(resideInAPackage(ROOT + ".ctim.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.helidon..", "java.util.logging..")
                    .or(resideInAPackage("java.net..").and(not(namesAnAddress()))));

    @ArchTest
    static final ArchRule ONLY_COMMANDS_WRITE_TO_THE_CONSOLE =
            noClasses().that(not(resideInAnyPackage(ROOT, DEMO))).should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule PACKAGES_ARE_NULL_MARKED =
            classes().that(not(resideInAPackage(WIRE))).should(beInANullMarkedPackage());

    @ArchTest
    static final ArchRule NOTHING_STATIC_CHANGES = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat(not(resideInAnyPackage(DEMO, WIRE)))
            .and(isNotSynthetic())
            .should(beFinal())
            .andShould(beOfATypeThatDoesNotChange());

    private static DescribedPredicate<JavaClass> namesAnAddress() {
        Set<String> names = Set.of(
                "java.net.IDN",
                "java.net.URI",
                "java.net.InetAddress",
                "java.net.Inet4Address",
                "java.net.Inet6Address",
                "java.net.UnknownHostException");
        return DescribedPredicate.describe("names an address or host", type -> names.contains(type.getName()));
    }

    private static DescribedPredicate<JavaField> isNotSynthetic() {
        return DescribedPredicate.describe(
                "is not synthetic", field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC));
    }

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, marked, type.getFullName()));
            }
        };
    }

    /** Arrays, builders, atomics and caches are state; collections are copies that the declaring class never changes. */
    private static ArchCondition<JavaField> beOfATypeThatDoesNotChange() {
        Set<String> mutable = Set.of(
                "java.util.ArrayList",
                "java.util.HashMap",
                "java.util.LinkedHashMap",
                "java.util.TreeMap",
                "java.util.HashSet",
                "java.lang.StringBuilder",
                "java.util.Date",
                "java.util.concurrent.ConcurrentHashMap");
        return new ArchCondition<>("be of a type that does not change") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                JavaClass type = field.getRawType();
                boolean changes = type.isArray()
                        || mutable.contains(type.getName())
                        || type.getPackageName().equals("java.util.concurrent.atomic")
                        || type.getPackageName().startsWith("com.github.benmanes.caffeine");
                events.add(new SimpleConditionEvent(field, !changes, field.getFullName() + ": " + type.getName()));
            }
        };
    }
}
