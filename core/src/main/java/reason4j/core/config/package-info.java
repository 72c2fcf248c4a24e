/// One YAML file to one record tree, with messages that name file, line, path, value and rule. Enter at
/// [reason4j.core.config.Config].
@NullMarked
package reason4j.core.config;

import org.jspecify.annotations.NullMarked;
