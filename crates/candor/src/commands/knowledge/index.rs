//! `candor knowledge index`: gives passages that have none the vectors of the owner's embedding model.

use candor_desk::{
    Desk,
    models::{Indexed, index_passages},
};

use crate::{
    commands::{acting::business, counted},
    exit::{Cause, Stop},
    output,
};

/// Indexes, and fails where passages are left without a vector.
pub(super) async fn run(desk: &Desk) -> Result<(), Stop> {
    let Some(indexed) = index_passages(desk, &business()).await? else {
        output::say(
            "no embedding model is named (models.embed); documents are found by the vectors the desk makes itself",
        );
        return Ok(());
    };
    tell_done(desk, &indexed);
    match lacking(&indexed) {
        Some(lacking) => Err(Stop::new(Cause::Unreachable, lacking)),
        None => Ok(()),
    }
}

/// The same after documents were taken in: these are in use whatever comes of it.
pub(super) async fn after_adding(desk: &Desk) -> Result<(), Stop> {
    if let Some(indexed) = index_passages(desk, &business()).await? {
        tell_done(desk, &indexed);
        if let Some(lacking) = lacking(&indexed) {
            output::note(&lacking);
        }
    }
    Ok(())
}

fn tell_done(desk: &Desk, indexed: &Indexed) {
    let model = desk.models.embedding().map_or("", |embedding| embedding.model_name.as_str());
    let passages = counted(indexed.done, "passage");
    match indexed {
        Indexed { done: 0, left: 0, .. } => output::say(&format!("every passage has a vector of {model}")),
        _ => output::say(&format!("{passages} got vectors of {model}")),
    }
}

fn lacking(indexed: &Indexed) -> Option<String> {
    let because = indexed.because.as_deref()?;
    let passages = counted(indexed.left, "passage");
    Some(format!(
        "{passages} without such vectors, because {because}; they are in use and found by the vectors the desk makes itself. Mend that \
         (`candor models list` shows the model), then run `candor knowledge index`"
    ))
}
