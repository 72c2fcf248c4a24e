package reason4j.serve;

import reason4j.learn.generate.GenerationThread;
import reason4j.learn.generate.SamplingDefaults;
import reason4j.learn.lines.Prompts;

/// The model that a server serves.
///
/// @param name by which clients ask for it
/// @param generation the thread that owns it; the server closes it
/// @param prompts how its prompts are encoded
/// @param defaults of its sampling
public record Served(String name, GenerationThread generation, Prompts prompts, SamplingDefaults defaults) {}
