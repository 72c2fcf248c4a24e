package reason4j.learn.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.pytorch.Tensor;
import reason4j.learn.kernel.CachedAttention;
import reason4j.learn.tensor.Precision;
import reason4j.learn.tensor.RowThreads;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Slabs;
import reason4j.learn.tensor.Tensors;

/// A cache for the kernels, in pages of [CachedAttention#PAGE] tokens, as many as rows need. The whole pages of a
/// prompt are shared by all its samples. A decoding step writes one place a row and copies nothing, and so does
/// the end of a row, whose number the last one takes.
public final class PagedCache implements KeyValueCache {

    private static final int PAGE = CachedAttention.PAGE;

    private static final class Page {
        private final long address;
        private int holders;

        private Page(long address) {
            this.address = address;
        }
    }

    private static final class Row {
        private final List<Page> pages = new ArrayList<>();
        private long[] addresses = new long[4];
        private int length;

        private void add(Page page) {
            page.holders++;
            if (pages.size() == addresses.length) {
                addresses = Arrays.copyOf(addresses, 2 * addresses.length);
            }
            addresses[pages.size()] = page.address;
            pages.add(page);
        }
    }

    private final ModelConfig config;
    private final CachedAttention.Shape shape;
    private final int capacity;
    private final List<Row> rows = new ArrayList<>();
    private final Slabs slabs;
    private final Deque<Page> unused = new ArrayDeque<>();

    /// For a model that computes in 32-bit floats.
    ///
    /// @param capacity most tokens a row
    public PagedCache(ModelConfig config, int capacity) {
        this(config, Precision.F32, capacity);
    }

    /// @param capacity most tokens a row
    public PagedCache(Transformer model, int capacity) {
        this(model.config(), model.parameters().precision(), capacity);
    }

    private PagedCache(ModelConfig config, Precision precision, int capacity) {
        this.config = config;
        this.shape = shape(config, precision);
        this.slabs = new Slabs(shape.pageBytes());
        this.capacity = capacity;
    }

    static CachedAttention.Shape shape(ModelConfig config, Precision precision) {
        return new CachedAttention.Shape(
                config.layers(),
                config.kvHeads(),
                config.heads() / config.kvHeads(),
                config.headDimension(),
                precision.half());
    }

    /// Bytes that a cache of this size takes in 32-bit floats when every row is full and nothing shared.
    public static long bytes(ModelConfig config, long room, long capacity) {
        return bytes(config, Precision.F32, room, capacity);
    }

    /// Bytes that a cache of this size takes when every row is full and nothing shared.
    public static long bytes(ModelConfig config, Precision precision, long room, long capacity) {
        return room * Math.ceilDiv(capacity, PAGE) * shape(config, precision).pageBytes();
    }

    @Override
    public int rows() {
        return rows.size();
    }

    @Override
    public Tensor prefill(Transformer model, List<int[]> prompts, int[] samples) {
        if (Trunk.handles(model)) {
            return eachOnAThread(model, prompts, samples);
        }
        Padded padded = Padded.of(prompts);
        // where angles depend on the length, padding to the longest prompt would change the others
        if (prompts.size() > 1 && config.rope().dependsOnLength(padded.longest())) {
            return Padded.oneByOne(this, model, prompts, samples);
        }
        List<List<Row>> groups = new ArrayList<>();
        for (int p = 0; p < prompts.size(); p++) {
            groups.add(group(prompts.get(p).length, samples[p]));
        }
        CachedAttention kernel = new CachedAttention(shape);
        return Scopes.keep(() -> {
            Tensor hidden_PTC = model.hidden_BTC(
                    Tensors.ofLongs(padded.ids(), prompts.size(), padded.longest()),
                    (layer, k, v) -> store(kernel, layer, k, v, groups));
            groups.forEach(this::copyRest);
            groups.forEach(rows::addAll);
            return hidden_PTC
                    .view(-1, hidden_PTC.size(2))
                    .index_select(0, Tensors.ofLongs(padded.last(), padded.last().length));
        });
    }

    /// A thread takes one prompt after the other: nothing is padded, and no product is split.
    private Tensor eachOnAThread(Transformer model, List<int[]> prompts, int[] samples) {
        List<List<Row>> groups = new ArrayList<>();
        for (int p = 0; p < prompts.size(); p++) {
            groups.add(group(prompts.get(p).length, samples[p]));
        }
        AtomicInteger next = new AtomicInteger();
        return Scopes.keep(() -> {
            Tensor last_PC = Tensors.empty(model.precision().dtype(), prompts.size(), config.hidden());
            RowThreads.run(prompts.size(), 1, (_, _) -> {
                for (int p = next.getAndIncrement(); p < prompts.size(); p = next.getAndIncrement()) {
                    int at = p;
                    Scopes.run(() -> last_PC.narrow(0, at, 1).copy_(alone(model, prompts.get(at), groups.get(at))));
                }
            });
            groups.forEach(rows::addAll);
            return last_PC;
        });
    }

    private Tensor alone(Transformer model, int[] prompt, List<Row> group) {
        long[] ids = Arrays.stream(prompt).asLongStream().toArray();
        CachedAttention kernel = new CachedAttention(shape);
        Tensor hidden_1TC = model.hidden_BTC(
                Tensors.ofLongs(ids, 1, ids.length), (layer, k, v) -> store(kernel, layer, k, v, List.of(group)));
        copyRest(group);
        return hidden_1TC.view(ids.length, config.hidden()).narrow(0, ids.length - 1, 1);
    }

    /// The rows of one prompt: whole pages are the same for all, the last one, which will be written to, is not.
    private List<Row> group(int length, int samples) {
        List<Row> group = new ArrayList<>();
        for (int s = 0; s < samples; s++) {
            Row row = new Row();
            row.length = length;
            for (int p = 0; p < length / PAGE; p++) {
                row.add(s == 0 ? page() : group.getFirst().pages.get(p));
            }
            if (length % PAGE > 0) {
                row.add(page());
            }
            group.add(row);
        }
        return group;
    }

    /// What the first sample's last page holds, for the others.
    private void copyRest(List<Row> group) {
        int whole = group.getFirst().length / PAGE;
        if (group.getFirst().length % PAGE > 0) {
            for (Row row : group.subList(1, group.size())) {
                CachedAttention.copy(group.getFirst().addresses[whole], row.addresses[whole], shape);
            }
        }
    }

    private Page page() {
        Page page = unused.poll();
        return page == null ? new Page(slabs.next()) : page;
    }

    private void store(CachedAttention kernel, int layer, Tensor k_PKTD, Tensor v_PKTD, List<List<Row>> groups) {
        long t = k_PKTD.size(2);
        long token = (long) config.headDimension() * (shape.half() ? Short.BYTES : Float.BYTES);
        long keys = Tensors.address(k_PKTD);
        long values = Tensors.address(v_PKTD);
        for (int p = 0; p < groups.size(); p++) {
            Row row = groups.get(p).getFirst();
            for (int k = 0; k < config.kvHeads(); k++) {
                long from = ((long) p * config.kvHeads() + k) * t * token;
                for (int at = 0; at < row.length; at++) {
                    long offset = from + at * token;
                    kernel.store(
                            new CachedAttention.Place(row.addresses, at, layer, k), keys + offset, values + offset);
                }
            }
        }
    }

    @Override
    public void shorten(int row, int tokens) {
        Row shorter = rows.get(row);
        shorter.length -= tokens;
        while (shorter.pages.size() > Math.ceilDiv(shorter.length, PAGE)) {
            release(shorter.pages.removeLast());
        }
    }

    private void release(Page page) {
        if (--page.holders == 0) {
            unused.push(page);
        }
    }

    @Override
    public int free(int row) {
        rows.get(row).pages.forEach(this::release);
        Row last = rows.removeLast();
        if (row < rows.size()) {
            rows.set(row, last);
        }
        return rows.size();
    }

    @Override
    public Tensor next_BC(Transformer model, long[] ids) {
        return model.decoded_BC(ids, step(model.angles(capacity)));
    }

    /// Makes room for one more token in every row and says where each row's lie.
    ///
    /// @param angles of positions
    private List<CachedAttention.Row> step(Angles angles) {
        List<CachedAttention.Row> step = new ArrayList<>();
        for (Row row : rows) {
            if (row.length % PAGE == 0) {
                row.add(page());
            }
            int position = row.length++;
            step.add(new CachedAttention.Row(
                    row.addresses, row.length, angles.cosAddress(position), angles.sinAddress(position)));
        }
        return step;
    }

    @Override
    public void close() {
        slabs.close();
    }
}
