//! The consent ledger: who decided what about being written to. Lines are only ever added; the newest counts (H5).

use candor_core::{
    consent::ConsentRecord,
    ids::{BusinessId, ContactId},
};

use crate::{Error, Store};

impl Store {
    /// Everything a contact decided, oldest first.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if a line cannot be read; whatever keeps the database from answering.
    pub async fn consent_ledger(
        &self,
        business: &BusinessId,
        contact: &ContactId,
    ) -> Result<Vec<ConsentRecord>, Error> {
        let _ = (business, contact);
        todo!()
    }

    /// Whether the newest line of a contact silences the desk.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if the line cannot be read; whatever keeps the database from answering.
    pub async fn is_opted_out(&self, business: &BusinessId, contact: &ContactId) -> Result<bool, Error> {
        let _ = (business, contact);
        todo!()
    }
}
