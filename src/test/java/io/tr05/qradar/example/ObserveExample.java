package io.tr05.qradar.example;

import io.tr05.qradar.client.ApiClient;
import io.tr05.qradar.client.ApiException;
import io.tr05.qradar.client.api.ObserveApi;
import io.tr05.qradar.client.model.Observable;
import io.tr05.qradar.client.model.ObserveResponse;
import io.tr05.qradar.client.model.RelayError;
import io.tr05.qradar.client.model.Sighting;
import java.util.List;

/** Prints what a console has seen of an address. Takes the relay's URL, a token and the address. */
public final class ObserveExample {

    private ObserveExample() {}

    public static void main(String[] arguments) throws ApiException {
        ApiClient relay = new ApiClient();
        relay.updateBaseUri(arguments[0]);
        relay.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + arguments[1]));

        ObserveResponse answer = new ObserveApi(relay)
                .observeObservables(List.of(new Observable().type("ip").value(arguments[2])));

        // both may come together: what was found, and what went wrong; each is null if there is none
        if (answer.getErrors() != null) {
            for (RelayError error : answer.getErrors()) {
                System.out.println(error.getType() + ": " + error.getMessage());
            }
        }
        if (answer.getData() != null && answer.getData().getSightings() != null) {
            for (Sighting sighting : answer.getData().getSightings().getDocs()) {
                System.out.println(sighting.getObservedTime().getStartTime() + " " + sighting.getShortDescription());
            }
        }
    }
}
