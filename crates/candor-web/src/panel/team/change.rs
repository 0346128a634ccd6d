//! What is changed of the staff. Each goes back to the team and says what came of it.

use axum::{
    Form,
    extract::{Path, State},
    response::Response,
};
use candor_core::roles::Role;
use candor_desk::actions::{
    ActError, Bench, Refusal,
    change_operator::{change_role as give_role, remove_operator, set_duty},
    sign_out_operator::sign_out_operator,
    withdraw_invitation::withdraw_invitation,
};
use candor_store::OperatorRow;
use serde::Deserialize;

use super::list::HERE;
use crate::panel::{Panel, Trouble, Words, access::Viewer, act};

/// The member of the staff with exactly this id: names are for people, and two may be alike.
///
/// # Errors
/// [`Refusal::NoSuchOperator`].
pub(super) async fn member(bench: &Bench<'_>, id: &str) -> Result<OperatorRow, ActError> {
    let staff = bench.desk.store.operators(&bench.business).await?;
    let found = staff.into_iter().find(|member| member.id.as_str() == id);
    Ok(found.ok_or_else(|| Refusal::NoSuchOperator(id.to_owned()))?)
}

/// The role somebody is to have.
#[derive(Deserialize)]
pub(crate) struct Given {
    #[serde(default)]
    role: String,
}

/// `POST /panel/team/{id}/role`.
pub(crate) async fn change_role(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(id): Path<String>,
    Form(given): Form<Given>,
) -> Result<Response, Trouble> {
    let role = Role::from_column(&given.role).ok_or(Trouble::Unclear)?;
    let words = Words(viewer.language);
    act(
        &panel,
        &viewer,
        HERE,
        |bench| {
            let id = id.clone();
            Box::pin(async move {
                let known = member(bench, &id).await?;
                if known.role != role {
                    give_role(bench, &known, role).await?;
                }
                Ok(known.name)
            })
        },
        |name| words.fill("team.done_role", &[("name", &name), ("role", role.name(words.0))]),
    )
    .await
}

/// `POST /panel/team/{id}/remove`.
pub(crate) async fn remove(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Result<Response, Trouble> {
    let words = Words(viewer.language);
    act(
        &panel,
        &viewer,
        HERE,
        |bench| {
            let id = id.clone();
            Box::pin(async move {
                let known = member(bench, &id).await?;
                remove_operator(bench, &known).await?;
                Ok(known.name)
            })
        },
        |name| words.fill("team.done_remove", &[("name", &name)]),
    )
    .await
}

/// `POST /panel/team/{id}/sign-out`: wherever they are signed in.
pub(crate) async fn sign_out(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Result<Response, Trouble> {
    let words = Words(viewer.language);
    act(
        &panel,
        &viewer,
        HERE,
        |bench| {
            let id = id.clone();
            Box::pin(async move {
                let known = member(bench, &id).await?;
                sign_out_operator(bench, &known)?;
                Ok(known.name)
            })
        },
        |name| words.fill("team.done_sign_out", &[("name", &name)]),
    )
    .await
}

/// `POST /panel/team/invitations/{mark}/withdraw`.
pub(crate) async fn withdraw(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(mark): Path<String>,
) -> Result<Response, Trouble> {
    let words = Words(viewer.language);
    act(
        &panel,
        &viewer,
        HERE,
        |bench| {
            let mark = mark.clone();
            Box::pin(async move { Ok(withdraw_invitation(bench, &mark).await?.mark) })
        },
        |mark| words.fill("team.done_withdraw", &[("mark", &mark)]),
    )
    .await
}

/// On duty or off.
#[derive(Deserialize)]
pub(crate) struct Duty {
    #[serde(default)]
    on: String,
}

/// `POST /panel/team/duty`: for oneself.
pub(crate) async fn duty(
    State(panel): State<Panel>,
    viewer: Viewer,
    Form(duty): Form<Duty>,
) -> Result<Response, Trouble> {
    let (words, is_on_duty) = (Words(viewer.language), duty.on == "1");
    let id = viewer.operator.id.clone();
    act(
        &panel,
        &viewer,
        HERE,
        |bench| {
            let id = id.clone();
            Box::pin(async move {
                let known = member(bench, id.as_str()).await?;
                set_duty(bench, &known, is_on_duty).await
            })
        },
        |()| words.say(if is_on_duty { "team.done_on" } else { "team.done_off" }).to_owned(),
    )
    .await
}
