//! Contacts: the people who write. One person is one contact in all connections of a business.

use candor_core::{
    ids::{BusinessId, ContactId},
    moment::Moment,
};

use crate::{
    Error, Store, search,
    sql::{Row, Tx, params},
};

/// A contact as stored. Names are what the person chose to be called: data, never markup (H13).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactRow {
    /// Its id.
    pub id: ContactId,
    /// To which business the person wrote.
    pub business: BusinessId,
    /// The channel's number of the person, one contact per number and business.
    pub channel_user_id: i64,
    /// First name.
    pub first_name: String,
    /// Last name, if given.
    pub last_name: Option<String>,
    /// Name without the at sign, if given.
    pub username: Option<String>,
    /// The language tag of the person's app, if given.
    pub language: Option<String>,
    /// When the person first wrote.
    pub created_at: Moment,
}

impl Store {
    /// The contact with the channel's number of a person, if that person ever wrote to the business.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn contact_by_number(
        &self,
        business: &BusinessId,
        channel_user_id: i64,
    ) -> Result<Option<ContactRow>, Error> {
        find_by_channel_user(&mut self.reader().await?.tx(), business, channel_user_id).await
    }
}

/// Looks a contact up.
pub(crate) async fn lookup(
    tx: &mut Tx<'_>,
    business: &BusinessId,
    id: &ContactId,
) -> Result<Option<ContactRow>, Error> {
    let sql = "SELECT * FROM contacts WHERE business = $1 AND id = $2";
    tx.row(sql, params![business, id]).await?.as_ref().map(read).transpose()
}

/// Finds the contact with the channel's number of a person.
pub(crate) async fn find_by_channel_user(
    tx: &mut Tx<'_>,
    business: &BusinessId,
    channel_user_id: i64,
) -> Result<Option<ContactRow>, Error> {
    let sql = "SELECT * FROM contacts WHERE business = $1 AND channel_user_id = $2";
    tx.row(sql, params![business, channel_user_id]).await?.as_ref().map(read).transpose()
}

/// Writes a contact down, or renews the names of a known one. When the person first wrote never changes.
pub(crate) async fn upsert(tx: &mut Tx<'_>, contact: &ContactRow) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO contacts (business, id, channel_user_id, first_name, last_name, username, language, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (business, id) DO UPDATE SET
           first_name = excluded.first_name, last_name = excluded.last_name, username = excluded.username,
           language = excluded.language",
        params![
            &contact.business,
            &contact.id,
            contact.channel_user_id,
            &contact.first_name,
            contact.last_name.as_deref(),
            contact.username.as_deref(),
            contact.language.as_deref(),
            contact.created_at,
        ],
    )
    .await?;
    search::keep_name(tx, contact).await
}

fn read(row: &Row) -> Result<ContactRow, Error> {
    Ok(ContactRow {
        id: ContactId::from_stored(row.text("id")?),
        business: BusinessId::from_stored(row.text("business")?),
        channel_user_id: row.int("channel_user_id")?,
        first_name: row.text("first_name")?,
        last_name: row.opt_text("last_name")?,
        username: row.opt_text("username")?,
        language: row.opt_text("language")?,
        created_at: row.moment("created_at")?,
    })
}
