//! `[webhooks]`: where the desk may tell of what happens.

use serde::{Deserialize, Serialize};

/// Where the desk may tell of what happens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WebhooksSection {
    /// Whether webhooks may be on this machine or in a private network, where they may go without TLS too.
    pub allow_private: bool,
}
