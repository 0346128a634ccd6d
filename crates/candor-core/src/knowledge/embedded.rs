//! Vectors of an embedding model of the owner's. Where the script has no answer they find passages the words and the small encoder inside
//! miss, for a model that writes to look at. What is quoted without one goes by [`Likeness`](super::Likeness) alone, whose floor was
//! measured; every embedding model has its own scale.

/// What a question means to the owner's embedding model.
#[derive(Clone, Debug, PartialEq)]
pub struct Meant {
    /// Its direction.
    pub vector: Vec<f32>,
    /// From this cosine on a passage may answer: what the owner set for the model.
    pub floor: f64,
}

impl Meant {
    /// How near a packed direction is, -1..=1; `None` if there is none of this model's length.
    pub fn near(&self, packed: &[u8]) -> Option<f64> {
        if packed.is_empty() || packed.len() != self.vector.len() {
            return None;
        }
        let (mut product, mut ours, mut theirs) = (0.0_f64, 0.0_f64, 0.0_f64);
        for (number, byte) in self.vector.iter().zip(packed) {
            let (number, byte) = (f64::from(*number), f64::from(byte.cast_signed()));
            product += number * byte;
            ours += number * number;
            theirs += byte * byte;
        }
        let lengths = (ours * theirs).sqrt();
        (lengths > 0.0).then(|| product / lengths)
    }
}

/// A direction in bytes, a byte a number; how long it was is not kept.
pub fn pack(vector: &[f32]) -> Vec<u8> {
    let largest = vector.iter().fold(0.0_f32, |most, number| most.max(number.abs())).max(f32::MIN_POSITIVE);
    vector.iter().map(|number| crate::hearing::vectors::byte_of(number / largest).cast_unsigned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_direction_is_as_near_as_the_direction_was() {
        let one = [0.3_f32, -0.2, 0.9, 0.05];
        let other = [3.0_f32, -2.5, 8.0, 1.0];
        let meant = Meant { vector: one.to_vec(), floor: 0.5 };
        let exact = 0.9946;
        let near = meant.near(&pack(&other)).unwrap_or_default();
        assert!((near - exact).abs() < 0.01, "{near}");
        assert_eq!(meant.near(&pack(&[0.0; 4])), None, "nothing points nowhere");
    }

    #[test]
    fn directions_of_another_length_are_of_another_model_and_not_compared() {
        let meant = Meant { vector: vec![1.0, 0.0], floor: 0.5 };
        assert_eq!(meant.near(&pack(&[1.0, 0.0, 0.0])), None);
        assert_eq!(meant.near(&[]), None);
    }
}
