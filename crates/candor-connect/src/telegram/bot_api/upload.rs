//! Carries a call with a file in it (Bot API, "Sending files": multipart/form-data).

use std::time::Duration;

use reqwest::multipart::{Form, Part};
use serde_json::Value;

use super::{client::BotApi, errors::ApiError};

/// For calls that carry a file: 50 MB over a slow line.
pub const UPLOAD_TIMEOUT: Duration = Duration::from_secs(300);

/// A file to be carried.
pub(crate) struct Upload {
    /// The parameter it is.
    pub field: &'static str,
    /// What it is called.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl BotApi {
    /// Calls a method with a file and reads its result as any JSON value.
    pub(crate) async fn call_with_file(&self, method: &str, params: &Value, upload: Upload) -> Result<Value, ApiError> {
        let mut form = Form::new();
        for (name, value) in params.as_object().into_iter().flatten() {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            form = form.text(name.clone(), text);
        }
        let form = form.part(upload.field, Part::bytes(upload.bytes).file_name(upload.name));
        let answer = self.ask_with(method, |request| request.multipart(form).timeout(UPLOAD_TIMEOUT)).await?;
        let result = self.result_of(&answer)?;
        serde_json::from_str(result.get())
            .map_err(|_| answer.bad(&format!("the result of {method} has an unknown shape")))
    }
}
