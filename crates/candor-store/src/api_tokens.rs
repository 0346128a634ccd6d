//! Tokens by which programs act for a member of the staff, and what they have done under keys of their own. Tokens are
//! hashed before they are looked up.

use candor_core::{
    ids::{ApiTokenId, BusinessId, OperatorId},
    moment::Moment,
    roles::Scope,
};

use crate::{
    Error, Store,
    sql::{Row, Tx, params},
};

/// A token as stored, without its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiTokenRow {
    /// Its name in lists and in the audit log.
    pub id: ApiTokenId,
    /// Of which business.
    pub business: BusinessId,
    /// For whom it acts: it may never do more than they may.
    pub operator: OperatorId,
    /// What it is for, in words of whoever made it.
    pub label: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub created_at: Moment,
    /// When it ends by itself.
    pub expires_at: Moment,
    /// When it was last used, to about a minute.
    pub used_at: Option<Moment>,
}

/// What becomes of a token.
#[derive(Clone, Debug)]
pub enum ApiTokenChange {
    /// It is made; the hash is the token's.
    Made(ApiTokenRow, String),
    /// It is ended.
    Ended(ApiTokenId),
}

/// A request that was done under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoneOnce {
    /// By which token.
    pub token: ApiTokenId,
    /// The key the program gave.
    pub key: String,
    /// A fingerprint of the request, so that the key is not used for another.
    pub request: String,
    /// What it made or changed, by its id.
    pub made: String,
}

/// What was done under a key is remembered so long; milliseconds. (48 hours: clients that try again give up before.)
const REMEMBERED_MILLIS: i64 = 48 * 60 * 60 * 1000;

impl Store {
    /// The token of this hash. Whether it still holds is the caller's to say.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn api_token(&self, token_hash: &str) -> Result<Option<ApiTokenRow>, Error> {
        let sql = "SELECT * FROM api_tokens WHERE token_hash = $1";
        self.reader().await?.tx().row(sql, params![token_hash]).await?.as_ref().map(read).transpose()
    }

    /// The tokens of a business, the newest first.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn api_tokens(&self, business: &BusinessId) -> Result<Vec<ApiTokenRow>, Error> {
        let sql = "SELECT * FROM api_tokens WHERE business = $1 ORDER BY created_at DESC, id";
        self.reader().await?.tx().rows(sql, params![business]).await?.iter().map(read).collect()
    }

    /// Writes down that a token was used.
    ///
    /// # Errors
    /// Whatever keeps the database from writing.
    pub async fn see_api_token(&self, business: &BusinessId, token: &ApiTokenId, now: Moment) -> Result<(), Error> {
        self.write((business.clone(), token.clone(), now), |(business, token, now), mut tx| {
            Box::pin(async move {
                let sql = "UPDATE api_tokens SET used_at = $1 WHERE business = $2 AND id = $3";
                tx.execute(sql, params![*now, &*business, &*token]).await?;
                Ok(())
            })
        })
        .await
    }

    /// What a token has done under a key before.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn done_once(
        &self,
        business: &BusinessId,
        token: &ApiTokenId,
        key: &str,
    ) -> Result<Option<DoneOnce>, Error> {
        let sql = "SELECT request, made FROM api_repeats WHERE business = $1 AND token = $2 AND repeat_key = $3";
        let row = self.reader().await?.tx().row(sql, params![business, token, key]).await?;
        let read = |row: Row| {
            let (request, made) = (row.text("request")?, row.text("made")?);
            Ok(DoneOnce { token: token.clone(), key: key.to_owned(), request, made })
        };
        row.map(read).transpose()
    }
}

/// Writes what becomes of a token.
pub(crate) async fn change(tx: &mut Tx<'_>, business: &BusinessId, change: &ApiTokenChange) -> Result<(), Error> {
    match change {
        ApiTokenChange::Made(row, hash) => {
            let scopes = row.scopes.iter().map(|scope| scope.word()).collect::<Vec<_>>().join(" ");
            let sql = "INSERT INTO api_tokens
                         (business, id, operator, label, scopes, token_hash, created_at, expires_at)
                       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
            let times = (row.created_at, row.expires_at);
            tx.execute(sql, params![business, &row.id, &row.operator, &row.label, &scopes, hash, times.0, times.1])
                .await?;
        }
        ApiTokenChange::Ended(id) => {
            let ended =
                tx.execute("DELETE FROM api_tokens WHERE business = $1 AND id = $2", params![business, id]).await?;
            if ended == 0 {
                return Err(Error::Conflict("a token"));
            }
            let sql = "DELETE FROM api_repeats WHERE business = $1 AND token = $2";
            tx.execute(sql, params![business, id]).await?;
        }
    }
    Ok(())
}

/// Ends every token of somebody who is no longer on the staff.
pub(crate) async fn end_of(tx: &mut Tx<'_>, business: &BusinessId, operator: &OperatorId) -> Result<(), Error> {
    let sql = "DELETE FROM api_tokens WHERE business = $1 AND operator = $2";
    tx.execute(sql, params![business, operator]).await?;
    Ok(())
}

/// Remembers what was done under a key, and forgets what is long done.
pub(crate) async fn remember(
    tx: &mut Tx<'_>,
    business: &BusinessId,
    done: &DoneOnce,
    now: Moment,
) -> Result<(), Error> {
    let forgotten = now.plus_millis(-REMEMBERED_MILLIS);
    tx.execute("DELETE FROM api_repeats WHERE at < $1", params![forgotten]).await?;
    let known = "SELECT made FROM api_repeats WHERE business = $1 AND token = $2 AND repeat_key = $3";
    if tx.row(known, params![business, &done.token, &done.key]).await?.is_some() {
        return Err(Error::Conflict("a key that was used before"));
    }
    let sql =
        "INSERT INTO api_repeats (business, token, repeat_key, request, made, at) VALUES ($1, $2, $3, $4, $5, $6)";
    tx.execute(sql, params![business, &done.token, &done.key, &done.request, &done.made, now]).await?;
    Ok(())
}

fn read(row: &Row) -> Result<ApiTokenRow, Error> {
    let scopes = row.text("scopes")?;
    Ok(ApiTokenRow {
        id: ApiTokenId::from_stored(row.text("id")?),
        business: BusinessId::from_stored(row.text("business")?),
        operator: OperatorId::from_stored(row.text("operator")?),
        label: row.text("label")?,
        scopes: scopes.split_whitespace().filter_map(Scope::from_word).collect(),
        created_at: row.moment("created_at")?,
        expires_at: row.moment("expires_at")?,
        used_at: row.opt_moment("used_at")?,
    })
}
