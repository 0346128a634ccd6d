//! Does an action for whoever is signed in, and goes on to a page that says what came of it.

use axum::response::Response;
use candor_desk::actions::{self, ActError, Bench};
use futures_util::future::BoxFuture;

use super::{Panel, Trouble, access::Viewer, notice};

/// Does an action and commits it, again from the beginning where what it read has changed; then goes on to `to`, with what
/// `says` tells of it, or with why it was refused.
///
/// # Errors
/// [`Trouble::MayNot`], [`Trouble::Store`].
pub(crate) async fn act<'a, T, A>(
    panel: &'a Panel,
    viewer: &Viewer,
    to: &str,
    action: A,
    says: impl FnOnce(T) -> String,
) -> Result<Response, Trouble>
where
    A: for<'b> Fn(&'b mut Bench<'a>) -> BoxFuture<'b, Result<T, ActError>>,
{
    let bench = || Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    match actions::act(bench, action).await {
        Ok(done) => Ok(notice::done(panel, viewer, says(done), to)),
        Err(error) => notice::of_refusal(panel, viewer, error, to),
    }
}
