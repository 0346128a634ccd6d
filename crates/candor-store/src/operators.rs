//! Operators: the staff of a business, and the invitations by which they join it from inside the channel.
//! Of an invitation's code only a hash is kept.

use candor_core::{
    ids::{BusinessId, ChatId, ConnectionId, OperatorId},
    moment::Moment,
};

use crate::{Error, Store};

/// What a member of the staff may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Everything.
    Owner,
    /// Take over conversations and answer in them.
    Manager,
    /// Look.
    Viewer,
}

impl Role {
    /// The word stored in the role column.
    pub const fn column(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Manager => "manager",
            Self::Viewer => "viewer",
        }
    }

    /// Reads [`Self::column`].
    pub fn from_column(word: &str) -> Option<Self> {
        [Self::Owner, Self::Manager, Self::Viewer].into_iter().find(|role| role.column() == word)
    }
}

/// A member of the staff as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorRow {
    /// Its id.
    pub id: OperatorId,
    /// Of which business.
    pub business: BusinessId,
    /// Over which connection the desk writes to this person.
    pub connection: ConnectionId,
    /// In which chat. One member of the staff per chat and business.
    pub chat: ChatId,
    /// The name contacts see.
    pub name: String,
    /// What this person may do.
    pub role: Role,
    /// When this person joined.
    pub claimed_at: Moment,
}

/// The claim of an invitation, to be committed with the turn in which it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorClaim {
    /// Who joins. The role is the invitation's, whatever is written here.
    pub operator: OperatorRow,
    /// The hash of the code that was shown.
    pub code_hash: String,
}

/// An invitation as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invite {
    /// What the invited person may do.
    pub role: Role,
    /// Until when it can be claimed.
    pub expires_at: Moment,
    /// When it was claimed, if it was.
    pub used_at: Option<Moment>,
}

impl Invite {
    /// Whether it can be claimed at this moment.
    pub fn is_open(&self, now: Moment) -> bool {
        self.used_at.is_none() && now < self.expires_at
    }
}

impl Store {
    /// Writes an invitation down.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the code was used for another one.
    pub async fn create_invite(
        &self,
        business: &BusinessId,
        code_hash: &str,
        role: Role,
        expires_at: Moment,
    ) -> Result<(), Error> {
        let _ = (business, code_hash, role, expires_at);
        todo!()
    }

    /// Looks an invitation up by the hash of its code.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn invite(&self, business: &BusinessId, code_hash: &str) -> Result<Option<Invite>, Error> {
        let _ = (business, code_hash);
        todo!()
    }

    /// The staff of a business, in the order in which they joined.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn operators(&self, business: &BusinessId) -> Result<Vec<OperatorRow>, Error> {
        let _ = business;
        todo!()
    }

    /// Whether anybody has joined the staff of a business.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn has_operators(&self, business: &BusinessId) -> Result<bool, Error> {
        let _ = business;
        todo!()
    }
}
