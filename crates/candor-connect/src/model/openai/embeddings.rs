//! Vectors for texts, in OpenAI's words (`POST {base}/embeddings`), which vLLM, llama.cpp and Ollama speak as well.

use futures_util::future::BoxFuture;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::own_headers;
use crate::model::{Embedder, ModelError, OpenError, Provider, body, wire::Wire};

/// The path below the base address.
const PATH: &str = "/embeddings";
/// The most texts in one request; more are asked for in several. OpenAI takes 2048, servers of one's own often 32.
const MOST_TEXTS: usize = 32;
/// The longest answer read, in bytes: 32 vectors of 4096 numbers with some twenty digits each, and as much again.
const LONGEST: usize = 8 * body::LONGEST;

/// A model that turns texts into vectors.
pub(in crate::model) struct Embeddings {
    wire: Wire,
}

impl Embeddings {
    /// The model these settings describe. Nothing is sent yet.
    pub(in crate::model) fn open(provider: Provider) -> Result<Self, OpenError> {
        let own = own_headers(&provider);
        Ok(Self { wire: Wire::to(provider, &own)? })
    }

    async fn ask(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, ModelError> {
        let mut vectors = Vec::with_capacity(texts.len());
        for some in texts.chunks(MOST_TEXTS) {
            let mut body = Map::new();
            body.insert("model".to_owned(), json!(self.wire.provider.model));
            body.insert("input".to_owned(), json!(some));
            body.insert("encoding_format".to_owned(), json!("float"));
            let value = self.wire.ask(PATH, body, LONGEST).await?;
            vectors.extend(read(&value, some.len())?);
        }
        let length = vectors.first().map_or(0, Vec::len);
        if vectors.iter().any(|vector| vector.len() != length) {
            return Err(ModelError::BadAnswer("its vectors differ in length".to_owned()));
        }
        Ok(vectors)
    }
}

impl Embedder for Embeddings {
    fn name(&self) -> &str {
        &self.wire.provider.name
    }

    fn embed<'a>(&'a self, texts: &'a [String]) -> BoxFuture<'a, Result<Vec<Vec<f32>>, ModelError>> {
        Box::pin(self.ask(texts))
    }
}

/// As many vectors as texts, in their order, whatever order they came in.
fn read(value: &Value, count: usize) -> Result<Vec<Vec<f32>>, ModelError> {
    let bad = || ModelError::BadAnswer("it does not hold one vector for each text".to_owned());
    let data = value.get("data").and_then(Value::as_array).filter(|data| data.len() == count).ok_or_else(bad)?;
    let mut vectors = vec![None; count];
    for (place, entry) in data.iter().enumerate() {
        let place = entry.get("index").and_then(Value::as_u64).map_or(Some(place), |index| index.try_into().ok());
        let vector: Vec<f32> =
            entry.get("embedding").and_then(|numbers| Vec::deserialize(numbers).ok()).ok_or_else(bad)?;
        let is_vector = !vector.is_empty() && vector.iter().all(|number| number.is_finite());
        let slot = place
            .and_then(|place| vectors.get_mut(place))
            .filter(|slot| slot.is_none() && is_vector)
            .ok_or_else(bad)?;
        *slot = Some(vector);
    }
    vectors.into_iter().collect::<Option<_>>().ok_or_else(bad)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_are_put_in_the_order_of_the_texts() {
        let value = json!({"data": [{"index": 1, "embedding": [0.5, 1]}, {"index": 0, "embedding": [0.25, -1.0]}]});
        assert_eq!(read(&value, 2), Ok(vec![vec![0.25, -1.0], vec![0.5, 1.0]]));
        let value = json!({"data": [{"embedding": [1]}, {"embedding": [2]}]});
        assert_eq!(read(&value, 2), Ok(vec![vec![1.0], vec![2.0]]), "without numbers they are in order");
    }

    #[test]
    fn too_few_twice_the_same_or_none_is_no_answer() {
        for data in [
            json!([{"index": 0, "embedding": [1]}]),
            json!([{"index": 0, "embedding": [1]}, {"index": 0, "embedding": [1]}]),
            json!([{"index": 0, "embedding": [1]}, {"index": 2, "embedding": [1]}]),
            json!([{"index": 0, "embedding": [1]}, {"index": 1, "embedding": []}]),
            json!([{"index": 0, "embedding": [1]}, {"index": 1, "embedding": ["1"]}]),
            json!([{"index": 0, "embedding": [1]}, {"index": 1, "embedding": [1e300]}]),
        ] {
            assert!(read(&json!({"data": data}), 2).is_err(), "{data}");
        }
        assert!(read(&json!({}), 1).is_err());
    }
}
