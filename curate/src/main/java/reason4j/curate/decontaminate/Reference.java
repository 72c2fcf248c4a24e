package reason4j.curate.decontaminate;

import java.io.Serializable;

/// A benchmark's problem.
///
/// @param benchmark the benchmark's name
/// @param id of the problem in it
/// @param problem the question
/// @param answer what would be right, empty if unknown
public record Reference(String benchmark, String id, String problem, String answer) implements Serializable {}
