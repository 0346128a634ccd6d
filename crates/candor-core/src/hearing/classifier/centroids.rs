//! The middle of each label's vectors, and how like a vector is to it.

use super::features::Vector;

/// The sums of the vectors of each label.
#[derive(Clone, Debug)]
pub(super) struct Centroids {
    /// Feature by feature, one number a label.
    sums: Vec<f64>,
    sizes: Vec<usize>,
    /// The squared length of each sum.
    squares: Vec<f64>,
}

impl Centroids {
    /// Adds up the vectors of each label.
    pub(super) fn of(examples: &[(Vector, usize)], size: usize, count: usize) -> Self {
        let mut sums = vec![0.0; size * count];
        let mut sizes = vec![0; count];
        for (vector, label) in examples {
            for (place, value) in vector {
                if let Some(sum) = sums.get_mut(place * count + label) {
                    *sum += value;
                }
            }
            if let Some(size) = sizes.get_mut(*label) {
                *size += 1;
            }
        }
        let mut squares = vec![0.0; count];
        if count > 0 {
            for row in sums.chunks(count) {
                for (square, value) in squares.iter_mut().zip(row) {
                    *square += value * value;
                }
            }
        }
        Self { sums, sizes, squares }
    }

    /// Whether the label has any example.
    pub(super) fn has(&self, label: usize) -> bool {
        self.sizes.get(label).is_some_and(|size| *size > 0)
    }

    /// The cosine to every label's centroid.
    pub(super) fn likenesses(&self, vector: &Vector) -> Vec<f64> {
        let products = self.products(vector);
        products.into_iter().zip(&self.squares).map(|(product, square)| ratio(product, *square)).collect()
    }

    /// As [`Self::likenesses`], for one of the examples, as if it had never been among its label's; `None` for its own
    /// label if it is alone there.
    pub(super) fn likenesses_without(&self, vector: &Vector, own: usize) -> Vec<Option<f64>> {
        let length = vector.iter().map(|(_, value)| value * value).sum::<f64>();
        self.products(vector)
            .into_iter()
            .zip(&self.squares)
            .zip(&self.sizes)
            .enumerate()
            .map(|(label, ((product, square), size))| {
                if label != own {
                    return (*size > 0).then(|| ratio(product, *square));
                }
                // |s - x|² = |s|² - 2 s·x + |x|²
                (*size > 1).then(|| ratio(product - length, square - 2.0 * product + length))
            })
            .collect()
    }

    fn products(&self, vector: &Vector) -> Vec<f64> {
        let count = self.sizes.len();
        let mut products = vec![0.0; count];
        for (place, value) in vector {
            let row = self.sums.get(place * count..(place + 1) * count).unwrap_or_default();
            for (product, sum) in products.iter_mut().zip(row) {
                *product += value * sum;
            }
        }
        products
    }
}

fn ratio(product: f64, square: f64) -> f64 {
    if square > 0.0 { product / square.sqrt() } else { 0.0 }
}
