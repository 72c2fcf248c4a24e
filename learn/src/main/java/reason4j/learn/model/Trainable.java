package reason4j.learn.model;

import org.bytedeco.pytorch.Tensor;

/// What an optimizer turns: one flat tensor of numbers and the gradient of a loss by them.
public interface Trainable {

    /// The numbers, `[elements]`, those that weight decay applies to first.
    Tensor flat();

    /// The gradient that has added up, `[elements]`; needs [#trackGradients()] and is complete after [#gather()].
    Tensor gradient();

    long elements();

    /// How many of the first elements weight decay applies to.
    long decayed();

    void trackGradients();

    /// Called before a step: completes the gradient.
    void gather();

    /// Called after a step has changed the numbers.
    void changed();
}
