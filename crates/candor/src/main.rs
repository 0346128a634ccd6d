//! Starts Candor: reads the configuration, wires the parts, runs one command.

fn main() {}
