//! The body of a request, read whole before it is asked who sent it: while it came they may have been signed out.

use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody as _};
use futures_util::StreamExt as _;
use tokio::time::timeout;

/// A form or a text is here within so long.
const PATIENCE: Duration = Duration::from_secs(30);

/// A file is: 20 MB at a good megabit a second.
pub(crate) const PATIENCE_FOR_FILES: Duration = Duration::from_secs(150);

/// More than this only files are, in bytes.
pub(crate) const LARGEST_FORM: usize = 2 << 20;

/// Why a body was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyTrouble {
    /// It has more bytes than are taken.
    TooLarge,
    /// It did not come in time.
    TooSlow,
    /// It broke off.
    Broken,
}

/// All of a body of at most so many bytes.
///
/// # Errors
/// See [`BodyTrouble`].
pub(crate) async fn whole(body: Body, most_bytes: usize) -> Result<Bytes, BodyTrouble> {
    let patience = if most_bytes > LARGEST_FORM { PATIENCE_FOR_FILES } else { PATIENCE };
    within(body, most_bytes, patience).await
}

async fn within(body: Body, most_bytes: usize, patience: Duration) -> Result<Bytes, BodyTrouble> {
    // What says beforehand that it is too large is not waited for.
    if body.size_hint().lower() > u64::try_from(most_bytes).unwrap_or(u64::MAX) {
        return Err(BodyTrouble::TooLarge);
    }
    timeout(patience, gathered(body, most_bytes)).await.unwrap_or(Err(BodyTrouble::TooSlow))
}

async fn gathered(body: Body, most_bytes: usize) -> Result<Bytes, BodyTrouble> {
    let (mut pieces, mut whole) = (body.into_data_stream(), Vec::new());
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| BodyTrouble::Broken)?;
        if piece.len() > most_bytes.saturating_sub(whole.len()) {
            return Err(BodyTrouble::TooLarge);
        }
        whole.extend_from_slice(&piece);
    }
    Ok(whole.into())
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use futures_util::stream;

    use super::*;

    #[tokio::test]
    async fn a_body_is_taken_whole_if_it_is_small_enough_and_here_in_time() {
        let of = |text: &'static str| Body::from_stream(stream::iter([Ok::<_, Infallible>(text), Ok(text)]));
        assert_eq!(whole(of("12"), 4).await.unwrap(), "1212");
        assert_eq!(whole(of("123"), 4).await, Err(BodyTrouble::TooLarge));
        assert_eq!(whole(Body::from("12345"), 4).await, Err(BodyTrouble::TooLarge));
        let broken = Body::from_stream(stream::iter([Ok("1"), Err(std::io::Error::other("gone"))]));
        assert_eq!(whole(broken, 4).await, Err(BodyTrouble::Broken));
        let never = Body::from_stream(stream::pending::<Result<Bytes, Infallible>>());
        assert_eq!(within(never, 4, Duration::ZERO).await, Err(BodyTrouble::TooSlow));
    }
}
