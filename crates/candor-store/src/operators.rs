//! Operators: the staff of a business, and the invitations by which they join it from inside the channel.
//! Of an invitation's code only a hash is kept.

pub use candor_core::roles::Role;
use candor_core::{
    ids::{BusinessId, ChatId, ConnectionId, OperatorId},
    language::Language,
    moment::Moment,
    roles::Deed,
};

use crate::{
    Acting, Error, Secret, Store, accounts,
    seal::columns::INVITE_CODE,
    sql::{Row, Tx, params},
};

/// A member of the staff as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorRow {
    /// Its id.
    pub id: OperatorId,
    /// Of which business.
    pub business: BusinessId,
    /// Over which connection and in which chat the desk writes to this person; one member of the staff per chat and
    /// business. `None` for whoever works in the panel alone.
    pub place: Option<(ConnectionId, ChatId)>,
    /// The name contacts see.
    pub name: String,
    /// What this person may do.
    pub role: Role,
    /// When this person joined.
    pub claimed_at: Moment,
    /// Whether cards of hand-overs go to this person at present.
    pub is_on_duty: bool,
    /// The language this person reads, if it is one of the desk's.
    pub language: Option<Language>,
}

impl OperatorRow {
    /// Over which connection the desk writes to this person.
    pub fn connection(&self) -> Option<&ConnectionId> {
        self.place.as_ref().map(|(connection, _)| connection)
    }

    /// In which chat the desk writes to this person.
    pub fn chat(&self) -> Option<ChatId> {
        self.place.as_ref().map(|(_, chat)| *chat)
    }
}

/// A change of the staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OperatorChange {
    /// Another role.
    Role(OperatorId, Role),
    /// On duty or off.
    Duty(OperatorId, bool),
    /// Signed out of the panel everywhere.
    SignedOut(OperatorId),
    /// Off the staff. What this person said and did stays under their name.
    Removed(OperatorId),
}

/// An invitation to be written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewInvite {
    /// The hash of its code.
    pub code_hash: String,
    /// What the invited person may do.
    pub role: Role,
    /// Whom it lets in by another door; none for somebody new.
    pub operator: Option<OperatorId>,
    /// Until when it can be claimed.
    pub expires_at: Moment,
}

/// A change of the invitations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InviteChange {
    /// Somebody is invited.
    Made(NewInvite),
    /// The one of this mark lets nobody in any more. One that was claimed meanwhile refuses all.
    Withdrawn(String),
}

/// An invitation in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InviteLine {
    /// The first digits of the hash of its code, to tell it from others.
    pub mark: String,
    /// The invitation.
    pub invite: Invite,
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
    /// Whom it lets in by another door, such as the panel; none for somebody new.
    pub operator: Option<OperatorId>,
}

impl Invite {
    /// Whether it can be claimed at this moment.
    pub fn is_open(&self, now: Moment) -> bool {
        self.used_at.is_none() && now < self.expires_at
    }
}

impl Store {
    /// Writes an invitation down: for somebody new, or for a member of the staff who is to come in by another door.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the code was used for another one.
    pub async fn create_invite(
        &self,
        business: &BusinessId,
        code_hash: &str,
        role: Role,
        operator: Option<&OperatorId>,
        expires_at: Moment,
    ) -> Result<(), Error> {
        let new = NewInvite { code_hash: code_hash.to_owned(), role, operator: operator.cloned(), expires_at };
        self.write((business.clone(), new), |(business, new), mut tx| {
            Box::pin(async move { insert_invite(&mut tx, business, new).await })
        })
        .await
    }

    /// The invitation by which the first owner comes in, to be shown at every start until somebody has: the one an earlier start made,
    /// if it is for the same person and open for a day still, else this new one, in its place. Invitations people made stay. Its code,
    /// and until when it is open.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the new code was used for another one.
    pub async fn start_invite(
        &self,
        business: &BusinessId,
        (code, new): (Secret, NewInvite),
        now: Moment,
    ) -> Result<(Secret, Moment), Error> {
        self.write((business.clone(), code, new, now), |(business, code, new, now), mut tx| {
            Box::pin(async move {
                let sql = "SELECT business, code_hash, code, operator, expires_at FROM operator_invites
                           WHERE business = $1 AND code IS NOT NULL AND used_at IS NULL AND expires_at > $2
                           ORDER BY expires_at DESC";
                let rows = tx.rows(sql, params![&*business, now.plus_millis(DAY_MILLIS)]).await?;
                for row in &rows {
                    if row.opt_text("operator")?.as_deref() == new.operator.as_ref().map(OperatorId::as_str) {
                        return Ok((Secret::new(row.unseal(&INVITE_CODE)?), row.moment("expires_at")?));
                    }
                }
                let sql = "DELETE FROM operator_invites WHERE business = $1 AND code IS NOT NULL AND used_at IS NULL";
                tx.execute(sql, params![&*business]).await?;
                insert_invite(&mut tx, business, new).await?;
                let sealed = tx.seal(&INVITE_CODE, params![&*business, &new.code_hash], code.expose())?;
                let sql = "UPDATE operator_invites SET code = $1 WHERE business = $2 AND code_hash = $3";
                tx.execute(sql, params![&sealed, &*business, &new.code_hash]).await?;
                Ok((code.clone(), new.expires_at))
            })
        })
        .await
    }

    /// Looks an invitation up by the hash of its code.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn invite(&self, business: &BusinessId, code_hash: &str) -> Result<Option<Invite>, Error> {
        lookup_invite(&mut self.reader().await?.tx(), business, code_hash).await
    }

    /// Whether somebody still is what they were let act by: on the staff with this role, and with this token.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn may_act(&self, business: &BusinessId, acting: &Acting) -> Result<bool, Error> {
        may_act(&mut self.reader().await?.tx(), business, acting).await
    }

    /// The staff of a business, in the order in which they joined.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn operators(&self, business: &BusinessId) -> Result<Vec<OperatorRow>, Error> {
        let sql = "SELECT * FROM operators WHERE business = $1 ORDER BY claimed_at, id";
        self.reader().await?.tx().rows(sql, params![business]).await?.iter().map(read).collect()
    }

    /// Invitations of a business nobody has claimed yet, also those that have expired; the next to expire first.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn open_invites(&self, business: &BusinessId) -> Result<Vec<InviteLine>, Error> {
        let sql = "SELECT code_hash, role, expires_at, used_at, operator FROM operator_invites
                   WHERE business = $1 AND used_at IS NULL ORDER BY expires_at, code_hash";
        let rows = self.reader().await?.tx().rows(sql, params![business]).await?;
        rows.iter()
            .map(|row| Ok(InviteLine { mark: invite_mark(&row.text("code_hash")?), invite: read_invite(row)? }))
            .collect()
    }

    /// Whether anybody has joined the staff of a business.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn has_operators(&self, business: &BusinessId) -> Result<bool, Error> {
        let sql = "SELECT id FROM operators WHERE business = $1 LIMIT 1";
        Ok(self.reader().await?.tx().row(sql, params![business]).await?.is_some())
    }
}

/// Finds the member of the staff whose chat this is. Private chats have the number of the person, whichever bot of the
/// business the person writes to.
pub(crate) async fn find_by_chat(
    tx: &mut Tx<'_>,
    business: &BusinessId,
    chat: ChatId,
) -> Result<Option<OperatorRow>, Error> {
    let sql = "SELECT * FROM operators WHERE business = $1 AND chat = $2";
    tx.row(sql, params![business, chat]).await?.as_ref().map(read).transpose()
}

/// Looks an invitation up.
pub(crate) async fn lookup_invite(
    tx: &mut Tx<'_>,
    business: &BusinessId,
    code_hash: &str,
) -> Result<Option<Invite>, Error> {
    let sql = "SELECT role, expires_at, used_at, operator FROM operator_invites WHERE business = $1 AND code_hash = $2";
    tx.row(sql, params![business, code_hash]).await?.as_ref().map(read_invite).transpose()
}

/// An invitation that closes sooner is made anew rather than shown again.
const DAY_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// So many digits of a hash tell invitations apart.
const MARK: usize = 8;

/// The first digits of the hash of a code, by which lists name its invitation.
pub fn invite_mark(code_hash: &str) -> String {
    code_hash.chars().take(MARK).collect()
}

/// Writes a change of the invitations.
pub(crate) async fn change_invite(tx: &mut Tx<'_>, business: &BusinessId, change: &InviteChange) -> Result<(), Error> {
    match change {
        InviteChange::Made(new) => insert_invite(tx, business, new).await,
        InviteChange::Withdrawn(mark) => {
            let sql = "DELETE FROM operator_invites
                       WHERE business = $1 AND SUBSTR(code_hash, 1, 8) = $2 AND used_at IS NULL";
            match tx.execute(sql, params![business, mark]).await? {
                0 => Err(Error::Conflict("the invitation")),
                _ => Ok(()),
            }
        }
    }
}

async fn insert_invite(tx: &mut Tx<'_>, business: &BusinessId, new: &NewInvite) -> Result<(), Error> {
    let sql = "INSERT INTO operator_invites (business, code_hash, role, operator, expires_at)
               VALUES ($1, $2, $3, $4, $5)";
    let operator = new.operator.as_ref().map(OperatorId::as_str);
    tx.execute(sql, params![business, &new.code_hash, new.role.column(), operator, new.expires_at]).await?;
    Ok(())
}

fn read_invite(row: &Row) -> Result<Invite, Error> {
    Ok(Invite {
        role: row.word("role", Role::from_column)?,
        expires_at: row.moment("expires_at")?,
        used_at: row.opt_moment("used_at")?,
        operator: row.opt_text("operator")?.map(OperatorId::from_stored),
    })
}

/// Writes a change of the staff.
pub(crate) async fn change(tx: &mut Tx<'_>, business: &BusinessId, change: &OperatorChange) -> Result<(), Error> {
    let was_owner = match change {
        OperatorChange::Role(id, _) | OperatorChange::Removed(id) => is_owner(tx, business, id).await?,
        OperatorChange::Duty(..) | OperatorChange::SignedOut(_) => false,
    };
    let touched = match change {
        OperatorChange::Role(id, role) => {
            accounts::sign_out(tx, business, id).await?;
            let sql = "UPDATE operators SET role = $1 WHERE business = $2 AND id = $3";
            tx.execute(sql, params![role.column(), business, id]).await?
        }
        OperatorChange::Duty(id, is_on_duty) => {
            let sql = "UPDATE operators SET is_on_duty = $1 WHERE business = $2 AND id = $3";
            tx.execute(sql, params![*is_on_duty, business, id]).await?
        }
        // Whoever is signed in nowhere is so afterwards as well.
        OperatorChange::SignedOut(id) => return accounts::sign_out(tx, business, id).await,
        OperatorChange::Removed(id) => {
            accounts::close(tx, business, id).await?;
            tx.execute("DELETE FROM operators WHERE business = $1 AND id = $2", params![business, id]).await?
        }
    };
    if touched == 0 {
        return Err(Error::Conflict("the staff"));
    }
    match change {
        OperatorChange::Duty(..) | OperatorChange::SignedOut(_) => Ok(()),
        OperatorChange::Role(id, role) => stays_whole(tx, business, id, Some(*role), was_owner).await,
        OperatorChange::Removed(id) => stays_whole(tx, business, id, None, was_owner).await,
    }
}

/// Refuses a change after which a business that had an owner has none, or somebody holds a conversation (H7) who may hold none: who
/// decided it read the staff, and what they hold, before others changed that.
async fn stays_whole(
    tx: &mut Tx<'_>,
    business: &BusinessId,
    id: &OperatorId,
    role: Option<Role>,
    was_owner: bool,
) -> Result<(), Error> {
    let owner = "SELECT id FROM operators WHERE business = $1 AND role = $2 LIMIT 1";
    if was_owner && tx.row(owner, params![business, Role::Owner.column()]).await?.is_none() {
        return Err(Error::Conflict("the staff"));
    }
    let held = "SELECT id FROM conversations WHERE holder_id = $1 AND business = $2 LIMIT 1";
    if role.is_none_or(|role| !role.may(Deed::Take)) && tx.row(held, params![id, business]).await?.is_some() {
        return Err(Error::Conflict("what somebody holds"));
    }
    Ok(())
}

async fn is_owner(tx: &mut Tx<'_>, business: &BusinessId, id: &OperatorId) -> Result<bool, Error> {
    let sql = "SELECT role FROM operators WHERE business = $1 AND id = $2";
    let row = tx.row(sql, params![business, id]).await?;
    Ok(row.map(|row| row.word("role", Role::from_column)).transpose()? == Some(Role::Owner))
}

/// Whether somebody still is what they were let act by.
pub(crate) async fn may_act(tx: &mut Tx<'_>, business: &BusinessId, acting: &Acting) -> Result<bool, Error> {
    let sql = "SELECT role FROM operators WHERE business = $1 AND id = $2 AND role = $3";
    if tx.row(sql, params![business, &acting.operator, acting.role.column()]).await?.is_none() {
        return Ok(false);
    }
    let Some(token) = &acting.token else { return Ok(true) };
    let sql = "SELECT id FROM api_tokens WHERE business = $1 AND id = $2";
    Ok(tx.row(sql, params![business, token]).await?.is_some())
}

/// Spends an open invitation and writes the new member down. False if it was not open.
pub(crate) async fn claim(tx: &mut Tx<'_>, claim: &OperatorClaim, now: Moment) -> Result<bool, Error> {
    let operator = &claim.operator;
    let spend = "UPDATE operator_invites SET used_at = $1, used_by = $2
                 WHERE business = $3 AND code_hash = $4 AND used_at IS NULL AND expires_at > $1
                 RETURNING role, operator";
    let spent = tx.row(spend, params![now, &operator.id, &operator.business, &claim.code_hash]).await?;
    let Some(spent) = spent else { return Ok(false) };
    if let Some(known) = spent.opt_text("operator")? {
        if let Some((connection, chat)) = &operator.place {
            let sql = "UPDATE operators SET connection = $1, chat = $2 WHERE business = $3 AND id = $4";
            tx.execute(sql, params![connection, *chat, &operator.business, &known]).await?;
        }
        return Ok(true);
    }
    let insert = "INSERT INTO operators (business, id, connection, chat, name, role, claimed_at, is_on_duty, language)
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                  ON CONFLICT (business, chat) DO UPDATE SET
                    connection = excluded.connection, name = excluded.name, role = excluded.role,
                    is_on_duty = excluded.is_on_duty, language = excluded.language";
    tx.execute(
        insert,
        params![
            &operator.business,
            &operator.id,
            operator.connection().map(ConnectionId::as_str),
            operator.chat(),
            &operator.name,
            &spent.text("role")?,
            operator.claimed_at,
            operator.is_on_duty,
            operator.language.map(Language::code),
        ],
    )
    .await?;
    Ok(true)
}

fn read(row: &Row) -> Result<OperatorRow, Error> {
    Ok(OperatorRow {
        id: OperatorId::from_stored(row.text("id")?),
        business: BusinessId::from_stored(row.text("business")?),
        place: match row.opt_text("connection")? {
            Some(connection) => Some((ConnectionId::from_stored(connection), row.chat("chat")?)),
            None => None,
        },
        name: row.text("name")?,
        role: row.word("role", Role::from_column)?,
        claimed_at: row.moment("claimed_at")?,
        is_on_duty: row.flag("is_on_duty")?,
        language: row.opt_text("language")?.as_deref().and_then(Language::from_tag),
    })
}
