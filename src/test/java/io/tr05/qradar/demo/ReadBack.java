package io.tr05.qradar.demo;

import io.tr05.qradar.demo.AqlTokens.Kind;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the simulated console understands of a text that the relay wrote, for tests that compare it with what was meant. */
public final class ReadBack {

    private ReadBack() {}

    /**
     * The string literals of a query, in its order.
     *
     * @param aql a query
     * @throws AqlException if it is none
     */
    public static List<String> literals(String aql) {
        return tokens(aql).stream()
                .filter(token -> token.kind() == Kind.TEXT)
                .map(AqlTokens.Token::text)
                .toList();
    }

    /**
     * A query without the texts of its literals: equal for queries that differ in nothing else.
     *
     * @param aql a query
     * @throws AqlException if it is none
     */
    public static List<String> structure(String aql) {
        return tokens(aql).stream()
                .map(token -> token.kind() + (token.kind() == Kind.TEXT ? "" : " " + token.text()))
                .toList();
    }

    /**
     * Whether a filter of the API lets an object through.
     *
     * @param filter a filter
     * @param object its fields by name
     */
    public static boolean isLetThrough(String filter, Map<String, ?> object) {
        return ApiFilter.parse(filter).test(object);
    }

    private static List<AqlTokens.Token> tokens(String aql) {
        AqlParser.parse(aql, ZoneOffset.UTC);
        AqlTokens tokens = new AqlTokens(aql);
        List<AqlTokens.Token> all = new ArrayList<>();
        while (tokens.peek().kind() != Kind.END) {
            all.add(tokens.next());
        }
        return all;
    }
}
