//! Starts Candor: reads the words of the command line and the settings, runs one command, ends with its status.

mod bot_check;
mod commands;
mod config;
mod doctor;
mod exit;
mod key_file;
mod logging;
mod models;
mod output;
mod own_files;
mod room;
mod sockets;
mod talk;
mod wire;

use std::process::ExitCode;

use clap::Parser;

use crate::{commands::Command, exit::Stop};

/// A self-hosted AI sales and onboarding desk for businesses on Telegram.
#[derive(Debug, Parser)]
#[command(name = "candor", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(cli.command.run()),
        Err(error) => Err(Stop::new(exit::Cause::Unexpected, format!("no threads can be started: {error}"))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            output::complain(&stop);
            ExitCode::from(stop.cause.status())
        }
    }
}
