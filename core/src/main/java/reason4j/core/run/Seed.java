package reason4j.core.run;

import java.util.SplittableRandom;

/// A seed from which others are derived by name or number, so that no stream depends on how much of another was used.
///
/// @param value 64 bits
public record Seed(long value) {

    /// The seed for this place: equal places give equal seeds, different places unrelated ones.
    public Seed at(long... place) {
        long h = value;
        for (long p : place) {
            h = mix(h + 0x9E3779B97F4A7C15L + mix(p));
        }
        return new Seed(h);
    }

    /// The seed for this use.
    public Seed of(String use) {
        long h = 0xCBF29CE484222325L; // FNV-1a, 64 bits
        for (int i = 0; i < use.length(); i++) {
            h = (h ^ use.charAt(i)) * 0x100000001B3L;
        }
        return at(h);
    }

    /// A generator whose sequence is fixed by the seed.
    public SplittableRandom random() {
        return new SplittableRandom(value);
    }

    /// A permutation of 0 to n − 1, by Fisher and Yates, inside out.
    public int[] permutation(int n) {
        SplittableRandom random = random();
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    // the finaliser of SplitMix64 (Steele, Lea, Flood 2014, variant 13 of Stafford)
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
