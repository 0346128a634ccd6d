//! Files wait here until they were sent, and are gone afterwards: the database does not grow with every file, and what was sent
//! is at the channel. Of one sent to a contact the channel's id is kept, so that it can be opened again.

use candor_core::{
    ids::{ConnectionId, FileId},
    moment::Moment,
    outbox::Delivery,
    timer::NewFile,
};

use crate::{
    Error, Store,
    seal::columns::FILE_BYTES,
    sql::{Tx, params},
};

impl Store {
    /// The bytes of a file.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn file(&self, connection: &ConnectionId, id: &FileId) -> Result<Option<Vec<u8>>, Error> {
        let sql = "SELECT connection, id, bytes FROM files WHERE connection = $1 AND id = $2";
        let row = self.reader().await?.tx().row(sql, params![connection, id]).await?;
        row.map(|row| row.unseal_bytes(&FILE_BYTES)).transpose()
    }
}

impl Store {
    /// The channel's id of a file that was sent to a contact.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn sent_file(&self, connection: &ConnectionId, id: &FileId) -> Result<Option<String>, Error> {
        let sql = "SELECT remote FROM sent_files WHERE connection = $1 AND file = $2";
        let row = self.reader().await?.tx().row(sql, params![connection, id]).await?;
        row.map(|row| row.text("remote")).transpose()
    }
}

/// Remembers under which id the channel has a file. Repeating it is harmless.
pub(crate) async fn remember_sent(
    tx: &mut Tx<'_>,
    connection: &ConnectionId,
    file: &FileId,
    remote: &str,
    now: Moment,
) -> Result<(), Error> {
    let sql = "INSERT INTO sent_files (connection, file, remote, sent_at) VALUES ($1, $2, $3, $4)
               ON CONFLICT (connection, file) DO UPDATE SET remote = excluded.remote";
    tx.execute(sql, params![connection, file, remote, now]).await?;
    Ok(())
}

/// Keeps a file.
pub(crate) async fn insert(
    tx: &mut Tx<'_>,
    connection: &ConnectionId,
    file: &NewFile,
    now: Moment,
) -> Result<(), Error> {
    let sql = "INSERT INTO files (connection, id, bytes, created_at) VALUES ($1, $2, $3, $4)";
    let bytes = tx.seal_bytes(&FILE_BYTES, params![connection, &file.id], &file.bytes)?;
    tx.execute(sql, params![connection, &file.id, bytes.as_slice(), now]).await?;
    Ok(())
}

/// Lets go of the file a settled delivery carried, if it carried one.
pub(crate) async fn forget(tx: &mut Tx<'_>, connection: &ConnectionId, delivery: &Delivery) -> Result<(), Error> {
    if let Some(file) = delivery.file() {
        tx.execute("DELETE FROM files WHERE connection = $1 AND id = $2", params![connection, file]).await?;
    }
    Ok(())
}
