//! Where a desk lives that is only tried: a folder with its database and key, temporary unless it is named.

use std::path::PathBuf;

use crate::exit::{Cause, Stop};

/// Where the demo keeps its database.
pub struct Room {
    /// The database.
    pub file: PathBuf,
    /// Its key.
    pub key: PathBuf,
    /// The folder to be removed afterwards, if it is a temporary one.
    temporary: Option<PathBuf>,
}

impl Room {
    /// The folder named, or a temporary one of this purpose that goes afterwards.
    pub fn make(purpose: &str, named: Option<PathBuf>) -> Result<Self, Stop> {
        let is_named = named.is_some();
        let folder =
            named.unwrap_or_else(|| std::env::temp_dir().join(format!("candor-{purpose}-{}", std::process::id())));
        // A run that was killed could not tidy up, and process ids come back: in a container, always the same one.
        // What lies there is nobody's any more, and its conversations would reappear in this one.
        if !is_named && folder.exists() {
            std::fs::remove_dir_all(&folder).map_err(|error| Stop::new(Cause::Unexpected, error.to_string()))?;
        }
        std::fs::create_dir_all(&folder).map_err(|error| {
            Stop::new(
                Cause::File,
                format!("the folder {} cannot be made: {error}; name another with --data", folder.display()),
            )
        })?;
        Ok(Self {
            file: folder.join("candor.db"),
            key: folder.join("candor.key"),
            temporary: (!is_named).then_some(folder),
        })
    }

    /// Removes a temporary folder.
    pub fn clear(self) {
        if let Some(folder) = self.temporary
            && let Err(error) = std::fs::remove_dir_all(&folder)
        {
            tracing::warn!(%error, "the temporary folder could not be removed");
        }
    }
}
