package reason4j.learn.text.template;

/// What a template may use: work, nesting, length. The same template uses the same, whatever the machine.
final class Budget {

    /// Well below a second of work; a thousand messages take about a hundredth of it.
    private static final long MAX_WORK = 5_000_000;
    private static final int MAX_DEPTH = 400;
    static final int MAX_CHARS = 16 << 20;
    static final int MAX_ITEMS = 1 << 20;

    private long work;
    private int depth;

    void work(long units) {
        work += units;
        if (work > MAX_WORK) {
            throw new TemplateProblem("it does more work than is allowed; does a loop not end?");
        }
    }

    void enter() {
        work(1);
        if (++depth > MAX_DEPTH) {
            throw new TemplateProblem("values or calls are nested deeper than " + MAX_DEPTH);
        }
    }

    void leave() {
        depth--;
    }

    /// The same value, its size taken into account.
    Value charged(Value value) {
        switch (value) {
            case Value.Str s -> work(s.value().length() / 64);
            case Value.Seq s -> work(s.items().size());
            case Value.Dict d -> work(d.entries().size());
            case Value.None _,
                    Value.Undefined _,
                    Value.Bool _,
                    Value.Int _,
                    Value.Real _,
                    Value.Namespace _,
                    Value.Loop _,
                    Value.Function _ -> {}
        }
        return value;
    }

    static void items(long count) {
        if (count > MAX_ITEMS) {
            throw new TemplateProblem("a list gets longer than " + MAX_ITEMS + " items");
        }
    }

    static void chars(long count) {
        if (count > MAX_CHARS) {
            throw new TemplateProblem("a text gets longer than " + MAX_CHARS + " characters");
        }
    }
}
