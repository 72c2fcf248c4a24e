/// Text to token ids and back: Hugging Face tokenizers, tokenizers made from nothing, chat templates.
///
/// Enter at [Tokenizer] (reads a checkpoint's `tokenizer.json`), [BpeTrainer] and [WordVocabulary] (write one), and
/// [reason4j.learn.text.template.ChatTemplate] (messages to text, with the spans that the assistant wrote). Depends on
/// `core` and on the native library inside the tokenizers jar; nothing is downloaded.
@NullMarked
package reason4j.learn.text;

import org.jspecify.annotations.NullMarked;
