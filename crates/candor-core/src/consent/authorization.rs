//! H11: what is said in a business-account chat goes to no third party before the account's owner has authorised it.

use crate::moment::Moment;

/// That contents of a chat may be shown to a third party. Only this module makes one, and whoever calls a model of somebody else's
/// must hold one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Authorization {
    _made_here: (),
}

/// The kind of a connection in which Telegram itself shows that a bot is written to (`connections.kind`).
const BOT: &str = "bot";

impl Authorization {
    /// For chats over a connection of this kind. Chats with a bot need none but the privacy text; any other kind needs a recorded
    /// authorisation of the account's owner.
    pub fn of(kind: &str, recorded: Option<Moment>) -> Option<Self> {
        (kind == BOT || recorded.is_some()).then_some(Self { _made_here: () })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_bots_chats_may_be_shown_to_others_without_a_recorded_authorisation() {
        assert!(Authorization::of("bot", None).is_some());
        for kind in ["business", "", "Bot", "channel"] {
            assert!(Authorization::of(kind, None).is_none(), "{kind}");
            assert!(Authorization::of(kind, Some(Moment::from_millis(1))).is_some());
        }
    }
}
