//! Remembers. SQLite or PostgreSQL behind one [`Store`], chosen by the address; SQL lives nowhere else.
//!
//! Writes are named after what the desk does ([`Store::accept`], [`Store::commit`], [`Store::begin_sending`]), reads
//! are plain questions. Each write is one transaction and durable when it returns. The store has no clock, no ids
//! and no keys of its own: all come in as arguments. What is secret or personal is sealed before it is written.

mod accounts;
mod api_tokens;
mod audit;
mod backup;
mod changes;
mod checkup;
mod commit;
mod connections;
mod consent;
mod contacts;
mod conversations;
mod depths;
mod desks;
mod dialect;
mod error;
mod files;
mod fingerprint;
mod group_commit;
mod health;
mod hints;
mod intake;
mod knowledge;
mod lanes;
mod lapses;
mod ledger;
mod migrate;
mod model_calls;
mod open;
mod open_error;
mod operators;
mod outbox;
mod own_files;
#[cfg(test)]
mod plans;
mod presence;
mod reports;
mod scripts;
mod seal;
mod search;
mod seat;
mod sql;
mod templates;
mod timeline;
mod timers;
mod topics;
mod traffic;
mod unheard;
mod webhooks;
mod write;

pub use accounts::{AccountChange, AccountRow, SecondFactor, SignInRow};
pub use api_tokens::{ApiTokenChange, ApiTokenRow, DoneOnce};
pub use audit::{AuditFilter, AuditLine};
pub use backup::{BackedUp, BackupError, Progress, Restored, Tell, back_up, restore};
pub use changes::{Acting, Changes, Committed, ConversationChange};
pub use checkup::{Checkup, LedgerState, check_up};
pub use commit::{CommitError, TurnCommit};
pub use connections::{BOT, Connection, NEW_BOT, NewConnection};
pub use contacts::ContactRow;
pub use conversations::{
    ChangedConversation, ConversationFilter, ConversationLine, ConversationPage, LeadCursor, StagedLead,
};
pub use depths::Depths;
pub use desks::{DemandedOf, DeskChange, DeskRow};
pub use error::Error;
pub use health::Counts;
pub use intake::{Accepted, InboxKey, InboxRow, ReceivedUpdate};
pub use knowledge::{DocumentLine, NewDocument, PassageKey, Unembedded};
pub use lanes::{AfterFailure, LeasedLane, MAX_ATTEMPTS};
pub use lapses::{ENDS_SOON_MILLIS, Lapses};
pub use ledger::Replayed;
pub use migrate::SchemaVersion;
pub use model_calls::{CallDay, CallEnd, CallLine, CallTotal, NewCall, Refused};
pub use open::Store;
pub use open_error::{OpenError, OpenErrorKind};
pub use operators::{
    Invite, InviteChange, InviteLine, NewInvite, OperatorChange, OperatorClaim, OperatorRow, Role, invite_mark,
};
pub use outbox::{Arrival, Begun, DeliveryLine, DeliveryState, DueRow, Recovered, SentMessage, Settlement, Told};
pub use own_files::files_of;
pub use presence::{bring_up_to_date, is_desk_running, schema_version};
pub use reports::{BegunLine, FirstAnswers, ModelDay, QuarterLine, Tally};
pub use scripts::{NewVersion, Published, ScriptLine, ScriptVersion};
pub use seal::{DataKeyLine, FreshKey, Keys, MasterKey, NotAKey, SealCount, Secret};
pub use search::{FoundLine, FoundLines, IndexProgress};
pub use seat::{MOST_UNREAD, SeatRows, Versioned};
pub use templates::{TemplateChange, TemplateRow};
pub use timeline::{Chain, TimelineLine};
pub use timers::{TIMER_KIND, TimerChange};
pub use traffic::Traffic;
pub use unheard::NewUnheard;
pub use webhooks::{
    DeliveryEnd, DeliveryFate, DeliveryTry, DueDelivery, Replay, SwitchedOff, WebhookChange, WebhookDelivery,
    WebhookRow,
};
