//! `candor openapi`: the document of the API.

use clap::Args;

use crate::{exit::Stop, output};

/// Prints the document of the REST API (OpenAPI 3.1), as `/api/v1/openapi.json` serves it.
#[derive(Debug, Args)]
pub struct OpenApi {}

impl OpenApi {
    pub fn run(&self) -> Result<(), Stop> {
        output::say(candor_web::openapi());
        Ok(())
    }
}
