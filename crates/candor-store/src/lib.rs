//! Remembers. SQLite or PostgreSQL behind one [`Store`], chosen by the address; SQL lives nowhere else.
//!
//! Writes are named after what the desk does ([`Store::accept`], [`Store::commit`], [`Store::begin_sending`]), reads
//! are plain questions. Each write is one transaction and durable when it returns. The store has no clock and no ids
//! of its own: both come in as arguments.

mod backup;
mod checkup;
mod commit;
mod connections;
mod consent;
mod contacts;
mod conversations;
mod depths;
mod dialect;
mod error;
mod fingerprint;
mod group_commit;
mod health;
mod hints;
mod intake;
mod lanes;
mod ledger;
mod migrate;
mod open;
mod open_error;
mod operators;
mod outbox;
mod presence;
mod scripts;
mod seat;
mod sql;
mod timeline;
mod write;

pub use backup::{BackedUp, BackupError, Progress, Restored, Tell, back_up, restore};
pub use checkup::{Checkup, LedgerState, check_up};
pub use commit::{CommitError, Committed, ConversationChange, TurnCommit};
pub use connections::{Connection, NewConnection};
pub use contacts::ContactRow;
pub use conversations::ConversationLine;
pub use depths::Depths;
pub use error::Error;
pub use health::Counts;
pub use intake::{Accepted, InboxKey, InboxRow, ReceivedUpdate};
pub use lanes::{AfterFailure, LeasedLane, MAX_ATTEMPTS};
pub use ledger::Replayed;
pub use migrate::SchemaVersion;
pub use open::Store;
pub use open_error::{OpenError, OpenErrorKind};
pub use operators::{Invite, OperatorClaim, OperatorRow, Role};
pub use outbox::{Begun, DeliveryLine, DeliveryState, DueRow, Recovered, SentMessage, Settlement};
pub use presence::{bring_up_to_date, is_desk_running, schema_version};
pub use scripts::{Published, ScriptLine, ScriptVersion};
pub use seat::{MOST_UNREAD, SeatRows, Versioned};
pub use timeline::{Chain, TimelineLine};
