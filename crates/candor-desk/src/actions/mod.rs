//! What operators can do, one file each. Panel, API, CLI and chat commands are doors into this room.

pub mod invite_operator;
pub mod publish_script;
