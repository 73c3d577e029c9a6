package io.tr05.qradar.demo;

/** Ends the handling of a call with an error answer. */
final class ApiFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    private ApiFailure(int status, int code, String message) {
        super(message, null, false, false);
        this.answer = Answer.error(status, code, message);
    }

    Answer answer() {
        return answer;
    }

    static ApiFailure unknown(String what) {
        return new ApiFailure(404, 1002, what + " does not exist.");
    }

    static ApiFailure notThere(String message) {
        return new ApiFailure(404, 1003, message);
    }

    static ApiFailure badParameter(String message) {
        return new ApiFailure(422, 1005, message);
    }

    static ApiFailure of(int status, int code, String message) {
        return new ApiFailure(status, code, message);
    }
}
