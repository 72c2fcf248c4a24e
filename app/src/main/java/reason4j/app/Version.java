package reason4j.app;

import picocli.CommandLine.IVersionProvider;

/// What `--version` prints: the version of the jar and of the JVM.
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "reason4j " + own(), System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version")
        };
    }

    static String own() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
