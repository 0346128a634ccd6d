//! Fetches a file somebody sent (Bot API, `getFile`): first its path, then its bytes. The path stands in an address with the
//! token, so it never leaves this folder.

use std::time::Duration;

use serde::Deserialize;
use serde_json::json;

use super::{client::BotApi, errors::ApiError, methods::ASK_TIMEOUT};

/// For the bytes of a file: 20 MB over a slow line.
pub(super) const DOWNLOAD_TIMEOUT: Duration = Duration::from_secs(120);

/// What `getFile` says (Bot API, `File`).
#[derive(Deserialize)]
struct Found {
    #[serde(default)]
    file_path: Option<String>,
}

impl BotApi {
    /// The bytes of a file, if they are at most so many; `None` if there are more, or the server keeps the file where
    /// it cannot be fetched from (a local Bot API server gives a path on its own disk).
    pub async fn file(&self, file_id: &str, at_most: usize) -> Result<Option<Vec<u8>>, ApiError> {
        let found: Found = self.call_for("getFile", &json!({"file_id": file_id}), ASK_TIMEOUT).await?;
        match found.file_path.filter(|path| is_below(path)) {
            Some(path) => self.download(&path, at_most).await,
            None => Ok(None),
        }
    }
}

/// Whether a path leads below the folder of downloads and nowhere else.
fn is_below(path: &str) -> bool {
    let is_plain =
        |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', '?', '#', '%']);
    path.split('/').all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::is_below;

    #[test]
    fn a_path_leads_nowhere_but_below_the_folder_of_downloads() {
        assert!(is_below("documents/file_7.toml"));
        for path in ["/var/lib/bot/file", "../getMe", "documents/../../x", "a//b", "", "a?b", "a#b", "a/%2e%2e/b"] {
            assert!(!is_below(path), "{path}");
        }
    }
}
