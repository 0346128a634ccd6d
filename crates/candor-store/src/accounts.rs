//! How members of the staff sign in to the panel: accounts, and the sessions in which they are signed in. Passwords come
//! hashed, tokens of sessions are hashed before they are looked up, and the secret of a second factor lies sealed.

use std::collections::BTreeSet;

use candor_core::{
    ids::{BusinessId, OperatorId},
    moment::Moment,
};

use crate::{
    Error, Secret, Store, api_tokens,
    seal::columns::PANEL_TOTP,
    sql::{Row, Tx, params},
};

/// How somebody signs in.
#[derive(Clone, Debug)]
pub struct AccountRow {
    /// Of which business.
    pub business: BusinessId,
    /// Whose it is.
    pub operator: OperatorId,
    /// The name typed to sign in, in lower case; nobody else's in this database.
    pub login: String,
    /// The password, hashed with its own salt (PHC string).
    pub password_hash: String,
    /// The second factor, once it was confirmed.
    pub second: Option<SecondFactor>,
    /// When the password or the second factor last changed.
    pub changed_at: Moment,
}

impl AccountRow {
    /// The `changed_at` of what this account becomes now: later than the one it has, whatever the clock says.
    pub fn changes_at(&self, now: Moment) -> Moment {
        now.max(self.changed_at.plus_millis(1))
    }
}

/// A second factor: one-time codes of an authenticator, and codes for whoever lost it.
#[derive(Clone, Debug)]
pub struct SecondFactor {
    /// The secret shared with the authenticator, in Base32.
    pub secret: Secret,
    /// The time step of the last code that was used; no code of it or before opens again (RFC 6238, section 5.2).
    pub last_step: i64,
    /// Hashes of the recovery codes that were not used yet.
    pub recovery: Vec<String>,
}

/// Where somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInRow {
    /// The first digits of the hash of its token, to tell it from others.
    pub mark: String,
    /// Of which business.
    pub business: BusinessId,
    /// Who.
    pub operator: OperatorId,
    /// Since when.
    pub created_at: Moment,
    /// When a page was last asked for in it, to about a minute.
    pub seen_at: Moment,
}

/// So many digits of a hash tell sessions apart.
const MARK: usize = 12;

impl Store {
    /// The account of this sign-in name.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if its secret cannot be opened; whatever keeps the database from answering.
    pub async fn account_named(&self, login: &str) -> Result<Option<AccountRow>, Error> {
        let sql = "SELECT * FROM panel_accounts WHERE login = $1";
        self.reader().await?.tx().row(sql, params![login]).await?.as_ref().map(read).transpose()
    }

    /// The account of a member of the staff.
    ///
    /// # Errors
    /// As [`Store::account_named`].
    pub async fn account_of(&self, business: &BusinessId, operator: &OperatorId) -> Result<Option<AccountRow>, Error> {
        let sql = "SELECT * FROM panel_accounts WHERE business = $1 AND operator = $2";
        self.reader().await?.tx().row(sql, params![business, operator]).await?.as_ref().map(read).transpose()
    }

    /// Everybody on the staff of a business who has an account.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn account_holders(&self, business: &BusinessId) -> Result<BTreeSet<OperatorId>, Error> {
        let sql = "SELECT operator FROM panel_accounts WHERE business = $1";
        let rows = self.reader().await?.tx().rows(sql, params![business]).await?;
        rows.iter().map(|row| Ok(OperatorId::from_stored(row.text("operator")?))).collect()
    }

    /// Uses up a one-time code, so that it opens nothing again: false if it or a later one was used before.
    ///
    /// # Errors
    /// Whatever keeps the database from writing.
    pub async fn use_totp_step(&self, business: &BusinessId, operator: &OperatorId, step: i64) -> Result<bool, Error> {
        self.write((business.clone(), operator.clone(), step), |(business, operator, step), mut tx| {
            Box::pin(async move {
                let sql = "UPDATE panel_accounts SET totp_step = $1
                           WHERE business = $2 AND operator = $3 AND totp_step < $1";
                Ok(tx.execute(sql, params![*step, &*business, &*operator]).await? > 0)
            })
        })
        .await
    }

    /// Uses up a recovery code by its hash: false if it is not one that is left.
    ///
    /// # Errors
    /// Whatever keeps the database from writing.
    pub async fn use_recovery_code(
        &self,
        business: &BusinessId,
        operator: &OperatorId,
        code_hash: &str,
    ) -> Result<bool, Error> {
        let used = (business.clone(), operator.clone(), code_hash.to_owned());
        self.write(used, |(business, operator, code_hash), mut tx| {
            Box::pin(async move {
                let of = params![&*business, &*operator];
                let sql = "SELECT recovery FROM panel_accounts WHERE business = $1 AND operator = $2";
                let Some(row) = tx.row(sql, of).await? else { return Ok(false) };
                let before = row.text("recovery")?;
                let left: Vec<&str> = before.split_whitespace().filter(|hash| hash != code_hash).collect();
                if left.len() == before.split_whitespace().count() {
                    return Ok(false);
                }
                let left = left.join(" ");
                let sql = "UPDATE panel_accounts SET recovery = $1
                           WHERE business = $2 AND operator = $3 AND recovery = $4";
                Ok(tx.execute(sql, params![&left, &*business, &*operator, &before]).await? > 0)
            })
        })
        .await
    }

    /// Begins a session; only the hash of its token is kept. Sessions begun before `dead_before` go on the way.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the account is not as it was read any more: whoever signs in showed what opens it no longer.
    pub async fn begin_sign_in(
        &self,
        account: &AccountRow,
        token_hash: &str,
        now: Moment,
        dead_before: Moment,
    ) -> Result<(), Error> {
        let whose = (account.business.clone(), account.operator.clone(), account.changed_at);
        let begun = (whose, token_hash.to_owned(), now, dead_before);
        self.write(begun, |((business, operator, as_of), token_hash, now, dead_before), mut tx| {
            Box::pin(async move {
                if changed_at_for_update(&mut tx, business, operator).await? != Some(*as_of) {
                    return Err(Error::Conflict("the account"));
                }
                tx.execute("DELETE FROM panel_sign_ins WHERE created_at < $1", params![*dead_before]).await?;
                let sql = "INSERT INTO panel_sign_ins (token_hash, business, operator, created_at, seen_at)
                           VALUES ($1, $2, $3, $4, $4)";
                tx.execute(sql, params![token_hash, business, operator, *now]).await?;
                Ok(())
            })
        })
        .await
    }

    /// The session of this token. Whether it is still alive is the caller's to say.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn sign_in(&self, token_hash: &str) -> Result<Option<SignInRow>, Error> {
        let sql = "SELECT * FROM panel_sign_ins WHERE token_hash = $1";
        self.reader().await?.tx().row(sql, params![token_hash]).await?.as_ref().map(read_sign_in).transpose()
    }

    /// Writes down that a page was asked for in a session.
    ///
    /// # Errors
    /// Whatever keeps the database from writing.
    pub async fn see_sign_in(&self, token_hash: &str, now: Moment) -> Result<(), Error> {
        self.write((token_hash.to_owned(), now), |(token_hash, now), mut tx| {
            Box::pin(async move {
                let sql = "UPDATE panel_sign_ins SET seen_at = $1 WHERE token_hash = $2";
                tx.execute(sql, params![*now, token_hash]).await?;
                Ok(())
            })
        })
        .await
    }

    /// Where a member of the staff is signed in, the newest first.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn sign_ins(&self, business: &BusinessId, operator: &OperatorId) -> Result<Vec<SignInRow>, Error> {
        let sql =
            "SELECT * FROM panel_sign_ins WHERE business = $1 AND operator = $2 ORDER BY created_at DESC, token_hash";
        self.reader().await?.tx().rows(sql, params![business, operator]).await?.iter().map(read_sign_in).collect()
    }

    /// Ends the session of this token.
    ///
    /// # Errors
    /// Whatever keeps the database from writing.
    pub async fn end_sign_in(&self, token_hash: &str) -> Result<(), Error> {
        self.write(token_hash.to_owned(), |token_hash, mut tx| {
            Box::pin(async move {
                tx.execute("DELETE FROM panel_sign_ins WHERE token_hash = $1", params![&*token_hash]).await?;
                Ok(())
            })
        })
        .await
    }

    /// Ends all sessions of somebody but one.
    ///
    /// # Errors
    /// Whatever keeps the database from writing.
    pub async fn end_other_sign_ins(
        &self,
        business: &BusinessId,
        operator: &OperatorId,
        token_hash: &str,
    ) -> Result<u64, Error> {
        let but = (business.clone(), operator.clone(), token_hash.to_owned());
        self.write(but, |(business, operator, token_hash), mut tx| {
            Box::pin(async move {
                let sql = "DELETE FROM panel_sign_ins WHERE business = $1 AND operator = $2 AND token_hash <> $3";
                tx.execute(sql, params![&*business, &*operator, &*token_hash]).await
            })
        })
        .await
    }
}

/// An account to be written.
#[derive(Clone, Debug)]
pub struct AccountChange {
    /// What it becomes. Its `changed_at` is another than before.
    pub account: AccountRow,
    /// The `changed_at` it was read with; none where there was no account. One that changed meanwhile refuses all.
    pub as_of: Option<Moment>,
    /// Whether its second factor becomes another one. Else that stays as it is, with the codes used up meanwhile.
    pub is_second_new: bool,
}

/// Writes a new account, or another password and second factor for one that is there; then all its sessions end.
pub(crate) async fn keep(tx: &mut Tx<'_>, change: &AccountChange) -> Result<(), Error> {
    let AccountChange { account, as_of, is_second_new } = change;
    let AccountRow { business, operator, login, password_hash, second, changed_at } = account;
    // First the row is taken: a session that is begun at the same time is there to be ended, or finds another account.
    if changed_at_for_update(tx, business, operator).await? != *as_of {
        return Err(Error::Conflict("the account"));
    }
    sign_out(tx, business, operator).await?;
    let taken = "SELECT operator FROM panel_accounts WHERE login = $1 AND NOT (business = $2 AND operator = $3)";
    if tx.row(taken, params![login, business, operator]).await?.is_some() {
        return Err(Error::Conflict("the sign-in name"));
    }
    let secret = match second {
        Some(second) => Some(tx.seal(&PANEL_TOTP, params![business, operator], second.secret.expose())?),
        None => None,
    };
    let step = second.as_ref().map(|second| second.last_step);
    let recovery = second.as_ref().map(|second| second.recovery.join(" ")).unwrap_or_default();
    let Some(as_of) = as_of else {
        let sql = "INSERT INTO panel_accounts
                     (business, operator, login, password_hash, totp_secret, totp_step, recovery, changed_at)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let secret = secret.as_deref();
        tx.execute(sql, params![business, operator, login, password_hash, secret, step, &recovery, *changed_at])
            .await?;
        return Ok(());
    };
    let sql = "UPDATE panel_accounts SET login = $1, password_hash = $2, changed_at = $3
               WHERE business = $4 AND operator = $5 AND changed_at = $6";
    if tx.execute(sql, params![login, password_hash, *changed_at, business, operator, *as_of]).await? == 0 {
        return Err(Error::Conflict("the account"));
    }
    if *is_second_new {
        let sql = "UPDATE panel_accounts SET totp_secret = $1, totp_step = $2, recovery = $3
                   WHERE business = $4 AND operator = $5";
        tx.execute(sql, params![secret.as_deref(), step, &recovery, business, operator]).await?;
    }
    Ok(())
}

/// When an account last changed, if there is one; it changes no more until the transaction ends.
async fn changed_at_for_update(
    tx: &mut Tx<'_>,
    business: &BusinessId,
    operator: &OperatorId,
) -> Result<Option<Moment>, Error> {
    let sql = "SELECT changed_at FROM panel_accounts WHERE business = $1 AND operator = $2";
    let row = tx.row_for_update(sql, params![business, operator]).await?;
    row.map(|row| row.moment("changed_at")).transpose()
}

/// Ends every session of somebody: their role or password changed.
pub(crate) async fn sign_out(tx: &mut Tx<'_>, business: &BusinessId, operator: &OperatorId) -> Result<(), Error> {
    let sql = "DELETE FROM panel_sign_ins WHERE business = $1 AND operator = $2";
    tx.execute(sql, params![business, operator]).await?;
    Ok(())
}

/// Takes the account of somebody who is no longer on the staff, and the tokens of their programs.
pub(crate) async fn close(tx: &mut Tx<'_>, business: &BusinessId, operator: &OperatorId) -> Result<(), Error> {
    sign_out(tx, business, operator).await?;
    api_tokens::end_of(tx, business, operator).await?;
    let sql = "DELETE FROM panel_accounts WHERE business = $1 AND operator = $2";
    tx.execute(sql, params![business, operator]).await?;
    Ok(())
}

fn read(row: &Row) -> Result<AccountRow, Error> {
    let second = match row.unseal_opt(&PANEL_TOTP)? {
        Some(secret) => Some(SecondFactor {
            secret: Secret::new(secret),
            last_step: row.opt_int("totp_step")?.unwrap_or_default(),
            recovery: row.text("recovery")?.split_whitespace().map(str::to_owned).collect(),
        }),
        None => None,
    };
    Ok(AccountRow {
        business: BusinessId::from_stored(row.text("business")?),
        operator: OperatorId::from_stored(row.text("operator")?),
        login: row.text("login")?,
        password_hash: row.text("password_hash")?,
        second,
        changed_at: row.moment("changed_at")?,
    })
}

fn read_sign_in(row: &Row) -> Result<SignInRow, Error> {
    Ok(SignInRow {
        mark: row.text("token_hash")?.chars().take(MARK).collect(),
        business: BusinessId::from_stored(row.text("business")?),
        operator: OperatorId::from_stored(row.text("operator")?),
        created_at: row.moment("created_at")?,
        seen_at: row.moment("seen_at")?,
    })
}
