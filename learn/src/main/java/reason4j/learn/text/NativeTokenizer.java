package reason4j.learn.text;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;
import reason4j.core.io.UserException;

/// A tokenizer of Hugging Face's native library, freed with this object. Safe for use by many threads.
///
/// The library's own Java wrapper is passed over: it cuts texts at 512 tokens by default, reports its use over the
/// network, and builds seven arrays an encoding.
final class NativeTokenizer {

    private static final Cleaner CLEANER = Cleaner.create();
    private static final TokenizersLibrary LIBRARY = TokenizersLibrary.LIB;

    private final long handle;

    /// @param json a whole `tokenizer.json`
    /// @throws IllegalArgumentException with the library's reason, if it does not read it
    NativeTokenizer(String json) {
        load();
        try {
            handle = LIBRARY.createTokenizerFromString(json);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
        CLEANER.register(this, new Release(handle));
    }

    private static void load() {
        // on a machine with CUDA the loader would fetch another build of the library; the one in the jar is enough
        System.setProperty("RUST_FLAVOR", "cpu");
        try {
            LibUtils.checkStatus();
        } catch (RuntimeException | LinkageError e) {
            throw UserException.machine(
                    "the native tokenizer library does not load: " + e.getMessage()
                            + "\n  it is unpacked into ~/.djl.ai: make that writable, or set DJL_CACHE_DIR to a place"
                            + " that is; Linux, macOS and Windows on 64 bits are supported",
                    e);
        }
    }

    private record Release(long handle) implements Runnable {
        @Override
        public void run() {
            LIBRARY.deleteTokenizer(handle);
        }
    }

    int[] encode(String text, boolean withPrefix) {
        long encoding = LIBRARY.encode(handle, wellFormed(text), withPrefix);
        try {
            return narrow(LIBRARY.getTokenIds(encoding));
        } finally {
            LIBRARY.deleteEncoding(encoding);
            Reference.reachabilityFence(this);
        }
    }

    Encoding encodeWithOffsets(String text, boolean withPrefix) {
        long encoding = LIBRARY.encode(handle, wellFormed(text), withPrefix);
        try {
            int[] ids = narrow(LIBRARY.getTokenIds(encoding));
            return offsets(text, ids, LIBRARY.getTokenCharSpans(encoding));
        } finally {
            LIBRARY.deleteEncoding(encoding);
            Reference.reachabilityFence(this);
        }
    }

    String decode(int[] ids, int from, int to, boolean skipSpecial) {
        long[] wide = new long[to - from];
        for (int i = from; i < to; i++) {
            wide[i - from] = ids[i];
        }
        try {
            return LIBRARY.decode(handle, wide, skipSpecial);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// The library counts Unicode characters, Java counts `char`s.
    private static Encoding offsets(String text, int[] ids, @Nullable CharSpan[] spans) {
        int[] index = new int[text.codePointCount(0, text.length()) + 1];
        for (int at = 0, point = 0; at < text.length(); point++) {
            index[point] = at;
            at += Character.charCount(text.codePointAt(at));
            index[point + 1] = at;
        }
        int[] starts = new int[ids.length];
        int[] ends = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            CharSpan span = spans[i];
            if (span != null) {
                starts[i] = index[span.getStart()];
                ends[i] = index[span.getEnd()];
            }
        }
        return new Encoding(ids, starts, ends);
    }

    /// Half a surrogate pair is no text in UTF-8, and the native side does not check for it.
    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return wellFormed(text.substring(0, i) + '\uFFFD' + text.substring(i + 1));
            }
        }
        return text;
    }

    private static int[] narrow(long[] wide) {
        int[] ids = new int[wide.length];
        for (int i = 0; i < wide.length; i++) {
            ids[i] = Math.toIntExact(wide[i]);
        }
        return ids;
    }
}
