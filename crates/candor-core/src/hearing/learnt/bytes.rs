//! Bytes of a packed file, read from the front; `None` where they end too soon.

/// What is left to be read.
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl<'a> Bytes<'a> {
    pub(super) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) fn chunk<const COUNT: usize>(&mut self) -> Option<[u8; COUNT]> {
        self.take(COUNT)?.try_into().ok()
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        self.chunk::<1>().map(|[byte]| byte)
    }

    /// A name with its length before it.
    pub(super) fn name(&mut self) -> Option<&'a [u8]> {
        let length = self.byte()?;
        self.take(usize::from(length))
    }

    pub(super) fn number(&mut self) -> Option<f64> {
        self.single().map(f64::from)
    }

    pub(super) fn single(&mut self) -> Option<f32> {
        self.chunk().map(f32::from_le_bytes)
    }
}
