package io.tr05.qradar;

/** x. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("x");
    }
}
