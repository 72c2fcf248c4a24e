package reason4j.verify.math;

/// Whether two things are the same, by which rule, and what shows it.
///
/// @param answer yes, no, or beyond what can be decided
/// @param rule name of the rule that decided
/// @param because one clause for a person
record Match(Answer answer, String rule, String because) {

    enum Answer {
        YES,
        NO,
        UNDECIDED
    }

    static Match yes(String rule, String because) {
        return new Match(Answer.YES, rule, because);
    }

    static Match no(String rule, String because) {
        return new Match(Answer.NO, rule, because);
    }

    static Match undecided(String because) {
        return new Match(Answer.UNDECIDED, "undecided", because);
    }

    boolean holds() {
        return answer == Answer.YES;
    }
}
