//! Files wait here until they were sent, and are gone afterwards.

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
    if let Delivery::Document { file, .. } = delivery {
        tx.execute("DELETE FROM files WHERE connection = $1 AND id = $2", params![connection, file]).await?;
    }
    Ok(())
}
