package io.tr05.qradar.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** AQL text cut into tokens, with a cursor. The last token is always of kind {@code END}. */
final class AqlTokens {

    enum Kind {
        WORD,
        /** {@code "…"}, an identifier. */
        QUOTED,
        /** {@code '…'}, a string literal. */
        TEXT,
        NUMBER,
        SYMBOL,
        END
    }

    record Token(Kind kind, String text, int position) {

        boolean is(Kind wanted, String wantedText) {
            return kind == wanted && text.equalsIgnoreCase(wantedText);
        }

        AqlException unexpected() {
            var what = kind == Kind.END ? "the end" : "'" + text + "'";
            return new AqlException(
                    String.format(Locale.ROOT, "line 1:%d no viable alternative at input %s", position, what));
        }
    }

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    /** Reads the whole text at once. */
    AqlTokens(String source) {
        this.source = source;
        int position = skipSpace(0);
        while (position < source.length()) {
            position = skipSpace(readToken(position));
        }
        tokens.add(new Token(Kind.END, "", source.length()));
    }

    Token peek() {
        return tokens.get(at);
    }

    Token next() {
        var token = peek();
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    boolean takeWord(String word) {
        return take(Kind.WORD, word);
    }

    boolean takeSymbol(String symbol) {
        return take(Kind.SYMBOL, symbol);
    }

    void expectWord(String word) {
        if (!takeWord(word)) {
            throw peek().unexpected();
        }
    }

    void expectSymbol(String symbol) {
        if (!takeSymbol(symbol)) {
            throw peek().unexpected();
        }
    }

    Token expect(Kind kind) {
        if (peek().kind() != kind) {
            throw peek().unexpected();
        }
        return next();
    }

    private boolean take(Kind kind, String text) {
        boolean found = peek().is(kind, text);
        if (found) {
            next();
        }
        return found;
    }

    private int skipSpace(int from) {
        int position = from;
        while (position < source.length() && Character.isWhitespace(source.charAt(position))) {
            position++;
        }
        return position;
    }

    /** Adds the token at a position, and gives the position after it. */
    private int readToken(int start) {
        char first = source.charAt(start);
        if (first == '\'') {
            return readQuoted(start, Kind.TEXT);
        }
        if (first == '"') {
            return readQuoted(start, Kind.QUOTED);
        }
        if (isDigit(first)) {
            return add(Kind.NUMBER, start, endOfNumber(start));
        }
        if (Character.isLetter(first) || first == '_') {
            return add(Kind.WORD, start, endOfWord(start));
        }
        return add(Kind.SYMBOL, start, start + symbolLength(start));
    }

    private int add(Kind kind, int start, int end) {
        tokens.add(new Token(kind, source.substring(start, end), start));
        return end;
    }

    private int readQuoted(int start, Kind kind) {
        char quote = source.charAt(start);
        var text = new StringBuilder();
        int position = start + 1;
        while (position < source.length()) {
            char c = source.charAt(position);
            if (c != quote) {
                text.append(c);
            } else if (position + 1 < source.length() && source.charAt(position + 1) == quote) {
                text.append(quote);
                position++;
            } else {
                tokens.add(new Token(kind, text.toString(), start));
                return position + 1;
            }
            position++;
        }
        throw new AqlException("line 1:" + start + " unterminated " + quote);
    }

    private int endOfNumber(int start) {
        int position = start;
        while (position < source.length() && (isDigit(source.charAt(position)) || source.charAt(position) == '.')) {
            position++;
        }
        return position;
    }

    private int endOfWord(int start) {
        int position = start;
        while (position < source.length()
                && (Character.isLetterOrDigit(source.charAt(position)) || source.charAt(position) == '_')) {
            position++;
        }
        return position;
    }

    private int symbolLength(int start) {
        for (var symbol : List.of("!=", "<>", "<=", ">=")) {
            if (source.startsWith(symbol, start)) {
                return 2;
            }
        }
        if ("(),*=<>-".indexOf(source.charAt(start)) < 0) {
            throw new AqlException("line 1:" + start + " token recognition error at '" + source.charAt(start) + "'");
        }
        return 1;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
