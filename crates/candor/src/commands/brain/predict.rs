//! `candor brain predict`: what the brain makes of each message of a pack.

use std::path::PathBuf;

use candor_core::hearing::eval::Learnt;
use clap::Args;

use super::examples::pack;
use crate::{exit::Stop, output};

/// Says which step of a pack each of its messages is about.
#[derive(Debug, Args)]
pub struct Predict {
    /// A folder with script.json ({"intents": [{"id": …, "examples": […]}]}) and test.jsonl ({"text": …} lines).
    pack: PathBuf,
}

impl Predict {
    pub fn run(self) -> Result<(), Stop> {
        let set = pack(&self.pack)?;
        let learnt = Learnt::of(&set.train);
        for message in &set.test {
            output::say_json(&learnt.predict(&message.text))?;
        }
        Ok(())
    }
}
