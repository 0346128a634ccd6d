//! `candor simulate`: the Bot API simulator alone, for any bot.

use std::net::SocketAddr;

use clap::Args;
use telegram_simulator::{Limits, Server, Simulator, SimulatorOptions};

use crate::{
    exit::{Cause, Stop},
    output,
    wire::interrupted,
};

/// Runs the Bot API simulator alone.
#[derive(Debug, Args)]
pub struct Simulate {
    /// Where to listen; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8081")]
    listen: SocketAddr,
    /// Do not limit how fast bots may send.
    #[arg(long)]
    no_limits: bool,
    /// Decides every id and token.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

impl Simulate {
    pub async fn run(self) -> Result<(), Stop> {
        let mut options = SimulatorOptions::realistic();
        options.seed = self.seed;
        if self.no_limits {
            options.limits = Limits::none();
        }
        let server = Server::start(Simulator::new(options), self.listen)
            .await
            .map_err(|error| Stop::new(Cause::Port, error.to_string()))?;
        output::say(&server.url);
        output::note(
            "Bot API simulator: point a bot's API root here; add bots and people under /simulator/. Ctrl-C stops it.",
        );
        interrupted().await;
        server.stop().await;
        Ok(())
    }
}
