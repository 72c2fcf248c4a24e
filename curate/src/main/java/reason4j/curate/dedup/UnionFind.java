package reason4j.curate.dedup;

/// Disjoint sets of 0 to n - 1; the root of a set is its least member, whatever the order of the unions.
public final class UnionFind {

    private final int[] parent;

    public UnionFind(int n) {
        parent = new int[n];
        for (int i = 0; i < n; i++) {
            parent[i] = i;
        }
    }

    public int root(int x) {
        int at = x;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    public void union(int a, int b) {
        int x = root(a);
        int y = root(b);
        if (x < y) {
            parent[y] = x;
        } else {
            parent[x] = y;
        }
    }
}
