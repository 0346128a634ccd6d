//! The keys of model providers, sealed.

use crate::{Error, Secret, Store, seal::columns::MODEL_KEY, sql::params};

impl Store {
    /// Keeps the key of a provider, sealed; an earlier one goes.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn keep_model_key(&self, provider: &str, key: &str) -> Result<(), Error> {
        let kept = (provider.to_owned(), Secret::new(key.to_owned()));
        self.write(kept, |(provider, key), mut tx| {
            Box::pin(async move {
                let secret = tx.seal(&MODEL_KEY, params![provider], key.expose())?;
                let sql = "INSERT INTO model_keys (provider, secret) VALUES ($1, $2)
                           ON CONFLICT (provider) DO UPDATE SET secret = $2";
                tx.execute(sql, params![provider, &secret]).await?;
                Ok(())
            })
        })
        .await
    }

    /// The key of a provider, if one is kept.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if it cannot be opened with this key; whatever keeps the database from answering.
    pub async fn model_key(&self, provider: &str) -> Result<Option<Secret>, Error> {
        let sql = "SELECT provider, secret FROM model_keys WHERE provider = $1";
        let row = self.reader().await?.tx().row(sql, params![provider]).await?;
        row.map(|row| Ok(Secret::new(row.unseal(&MODEL_KEY)?))).transpose()
    }

    /// Forgets the key of a provider; false if none was kept.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn forget_model_key(&self, provider: &str) -> Result<bool, Error> {
        self.write(provider.to_owned(), |provider, mut tx| {
            Box::pin(async move {
                let sql = "DELETE FROM model_keys WHERE provider = $1";
                Ok(tx.execute(sql, params![provider]).await? > 0)
            })
        })
        .await
    }
}
