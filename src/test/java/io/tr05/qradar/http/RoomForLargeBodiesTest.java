package io.tr05.qradar.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tr05.qradar.auth.ConsoleAccount;
import io.tr05.qradar.auth.ConsoleAddress;
import io.tr05.qradar.auth.Credentials;
import io.tr05.qradar.auth.Secret;
import io.tr05.qradar.config.CallBounds;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bodies of many calls at once could fill the heap, so the large ones share a room. */
class RoomForLargeBodiesTest {

    private static final int LARGEST = RequestReader.MOST_BYTES;

    private final Admission admission = new Admission(new CallBounds(100, 100), 4L * LARGEST);

    private Admission.Place placeOf(String user) {
        Admission.Place place = admission.enter();
        place.claim(new Credentials(
                ConsoleAddress.parse("siem.example.com"), ConsoleAccount.of(user, new Secret("secret")), 100));
        return place;
    }

    private void isRefused(String user, int bytes) {
        try (Admission.Place place = placeOf(user)) {
            assertThatExceptionOfType(TooManyCallsException.class)
                    .isThrownBy(() -> place.takeLargeBody(bytes))
                    .withMessageEndingWith("Try again in a moment.");
        }
    }

    @Test
    void isOneTenantsByHalf() {
        placeOf("a").takeLargeBody(LARGEST);
        placeOf("a").takeLargeBody(LARGEST);

        isRefused("a", 70_000);
        assertThatCode(() -> placeOf("b").takeLargeBody(LARGEST)).doesNotThrowAnyException();
    }

    @Test
    void hasAnEndForAllTogether() {
        for (String user : List.of("a", "b", "c", "d")) {
            placeOf(user).takeLargeBody(LARGEST);
        }

        isRefused("e", 70_000);
    }

    @Test
    void isForMoreBodiesIfTheyAreNotTheLargest() {
        for (int count = 0; count < 80; count++) {
            placeOf("a").takeLargeBody(100_000);
        }

        isRefused("a", LARGEST);
    }

    @Test
    void isFreeAgainWhenTheCallIsOver() {
        Admission.Place first = placeOf("a");
        first.takeLargeBody(LARGEST);
        placeOf("a").takeLargeBody(LARGEST);
        isRefused("a", LARGEST);

        first.close();

        assertThatCode(() -> placeOf("a").takeLargeBody(LARGEST)).doesNotThrowAnyException();
    }

    @Test
    void isThereForOneInTheSmallestHeap() {
        Admission smallest = new Admission(new CallBounds(1, 1), 0);
        try (Admission.Place place = smallest.enter()) {
            place.claim(new Credentials(
                    ConsoleAddress.parse("siem.example.com"), ConsoleAccount.of("a", new Secret("secret")), 100));

            assertThatCode(() -> place.takeLargeBody(LARGEST)).doesNotThrowAnyException();
        }
    }
}
