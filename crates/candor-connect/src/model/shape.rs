//! The shape of an answer, said in words, for models that cannot be held to it.

use candor_core::model::Shape;

/// What is put behind the instructions. The same bytes for the same shape, so that caches still hit.
pub(super) fn in_words(shape: &Shape) -> String {
    format!(
        "Answer with one JSON object and nothing else: no words around it, no code fence. It must fit this JSON schema:\n{}",
        shape.schema
    )
}
