//! Every sealed column: one constant, and one line in a list.

use super::{
    Form,
    KeyPart::{Number, Text},
    SealedColumn,
};

/// Sealed columns that were written openly before there was a key; [`super::seal_earlier`] seals what they hold.
pub(crate) const EARLIER: &[&SealedColumn] = &[
    &INBOX_RAW,
    &CONVERSATION_STATE,
    &TIMELINE_TEXT,
    &TIMELINE_REASONS,
    &TIMELINE_PREVIOUS_HASH,
    &TIMELINE_HASH,
    &OUTBOX_DELIVERY,
    &CONSENT_WORDS,
];

/// Columns that have been sealed from their first row on.
pub(crate) const LATER: &[&SealedColumn] = &[
    &CONNECTION_TOKEN,
    &TIMER_SUBJECT,
    &FILE_BYTES,
    &AUDIT_BEFORE,
    &AUDIT_AFTER,
    &AUDIT_PREVIOUS_HASH,
    &AUDIT_HASH,
    &UNHEARD_WORDS,
    &MODEL_KEY,
    &PANEL_TOTP,
    &WEBHOOK_ADDRESS,
    &WEBHOOK_SECRET,
    &WEBHOOK_PREVIOUS_SECRET,
    &TIMELINE_FILE,
    &TAG,
    &INVITE_CODE,
];

/// All of them.
pub(crate) fn all() -> impl Iterator<Item = &'static SealedColumn> {
    EARLIER.iter().chain(LATER).copied()
}

/// An update as it came.
pub(crate) const INBOX_RAW: SealedColumn = SealedColumn {
    table: "inbox",
    column: "raw",
    key: &[Text("connection"), Number("id_epoch"), Number("update_id")],
    form: Form::Bytes,
};

/// What is remembered of a conversation.
pub(crate) const CONVERSATION_STATE: SealedColumn =
    SealedColumn { table: "conversations", column: "state", key: &[Text("id")], form: Form::Text };

/// The words of a line. Only what names somebody is sealed, so that the rest can be searched.
pub(crate) const TIMELINE_TEXT: SealedColumn =
    SealedColumn { table: "timeline", column: "text", key: LINE, form: Form::Personal };

/// Why a line was written: what was heard, and the values told.
pub(crate) const TIMELINE_REASONS: SealedColumn =
    SealedColumn { table: "timeline", column: "reasons", key: LINE, form: Form::Text };

/// The file a line came with: names of files name people.
pub(crate) const TIMELINE_FILE: SealedColumn =
    SealedColumn { table: "timeline", column: "file", key: LINE, form: Form::Text };

/// The hash of a line. Open, it would let anybody try telephone numbers until one fits.
pub(crate) const TIMELINE_HASH: SealedColumn =
    SealedColumn { table: "timeline", column: "hash", key: LINE, form: Form::Text };

/// The hash of the line before.
pub(crate) const TIMELINE_PREVIOUS_HASH: SealedColumn =
    SealedColumn { table: "timeline", column: "previous_hash", key: LINE, form: Form::Text };

const LINE: &[super::KeyPart] = &[Text("conversation"), Number("seq")];

/// What is to be sent.
pub(crate) const OUTBOX_DELIVERY: SealedColumn =
    SealedColumn { table: "outbox", column: "delivery", key: &[Text("id")], form: Form::Text };

/// In which words somebody opted out.
pub(crate) const CONSENT_WORDS: SealedColumn = SealedColumn {
    table: "consent_ledger",
    column: "words",
    key: &[Text("business"), Text("contact"), Number("position")],
    form: Form::Text,
};

/// What a timer is about.
pub(crate) const TIMER_SUBJECT: SealedColumn =
    SealedColumn { table: "timers", column: "subject", key: &[Text("connection"), Text("key")], form: Form::Text };

/// A file that waits to be sent.
pub(crate) const FILE_BYTES: SealedColumn =
    SealedColumn { table: "files", column: "bytes", key: &[Text("connection"), Text("id")], form: Form::Bytes };

/// What was so before an operator did something.
pub(crate) const AUDIT_BEFORE: SealedColumn =
    SealedColumn { table: "audit_log", column: "before", key: DEED, form: Form::Text };

/// What was so afterwards.
pub(crate) const AUDIT_AFTER: SealedColumn =
    SealedColumn { table: "audit_log", column: "after", key: DEED, form: Form::Text };

/// The hash of a record, sealed for the same reason as that of a line.
pub(crate) const AUDIT_HASH: SealedColumn =
    SealedColumn { table: "audit_log", column: "hash", key: DEED, form: Form::Text };

/// The hash of the record before.
pub(crate) const AUDIT_PREVIOUS_HASH: SealedColumn =
    SealedColumn { table: "audit_log", column: "previous_hash", key: DEED, form: Form::Text };

const DEED: &[super::KeyPart] = &[Text("business"), Number("position")];

/// What somebody wrote that was not understood.
pub(crate) const UNHEARD_WORDS: SealedColumn =
    SealedColumn { table: "unheard", column: "words", key: &[Text("business"), Number("number")], form: Form::Text };

/// The key of a model provider.
pub(crate) const MODEL_KEY: SealedColumn =
    SealedColumn { table: "model_keys", column: "secret", key: &[Text("provider")], form: Form::Text };

/// The secret of a second factor.
pub(crate) const PANEL_TOTP: SealedColumn = SealedColumn {
    table: "panel_accounts",
    column: "totp_secret",
    key: &[Text("business"), Text("operator")],
    form: Form::Text,
};

/// Where the deliveries of a webhook go. Many such addresses carry a token in their path.
pub(crate) const WEBHOOK_ADDRESS: SealedColumn =
    SealedColumn { table: "webhooks", column: "address", key: &[Text("id")], form: Form::Text };

/// What signs the deliveries of a webhook.
pub(crate) const WEBHOOK_SECRET: SealedColumn =
    SealedColumn { table: "webhooks", column: "secret", key: &[Text("id")], form: Form::Text };

/// What signed them before, for a day.
pub(crate) const WEBHOOK_PREVIOUS_SECRET: SealedColumn =
    SealedColumn { table: "webhooks", column: "previous_secret", key: &[Text("id")], form: Form::Text };

/// A tag of the staff's, found by its mark.
pub(crate) const TAG: SealedColumn =
    SealedColumn { table: "tags", column: "tag", key: &[Text("business"), Text("mark")], form: Form::Text };

/// The code of an invitation that is shown again.
pub(crate) const INVITE_CODE: SealedColumn = SealedColumn {
    table: "operator_invites",
    column: "code",
    key: &[Text("business"), Text("code_hash")],
    form: Form::Text,
};

/// A bot's token.
pub(crate) const CONNECTION_TOKEN: SealedColumn =
    SealedColumn { table: "connections", column: "token", key: &[Text("id")], form: Form::Text };
