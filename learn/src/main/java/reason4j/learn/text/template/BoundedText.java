package reason4j.learn.text.template;

/// A text under construction that refuses to grow without end.
final class BoundedText {

    private final StringBuilder text = new StringBuilder();

    BoundedText append(String more) {
        Budget.chars((long) text.length() + more.length());
        text.append(more);
        return this;
    }

    BoundedText append(char more) {
        Budget.chars(text.length() + 1L);
        text.append(more);
        return this;
    }

    int length() {
        return text.length();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
