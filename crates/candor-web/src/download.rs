//! Files that come from outside, on their way to a person of the staff. Nothing in them runs: they are offered as downloads of
//! no type, and only pictures, known by their content, are shown.

use axum::{
    http::{
        HeaderValue,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use candor_core::attachment::picture;
use candor_desk::actions::open_file::OpenedFile;

use crate::{headers::Foreign, respond::encoded};

/// What every download is, whatever is in it.
pub(crate) const MEDIA_TYPE: &str = "application/octet-stream";

/// The file to be saved.
pub(crate) fn saved(file: OpenedFile) -> Response {
    answer("attachment", MEDIA_TYPE, file)
}

/// The file to be seen in a page of ours; nothing where it is no picture by its content.
pub(crate) fn seen(file: OpenedFile) -> Option<Response> {
    let media = picture(&file.bytes)?.kind.media_type();
    Some(answer("inline", media, file))
}

fn answer(how: &str, media: &'static str, file: OpenedFile) -> Response {
    let mut response = ([(CONTENT_TYPE, HeaderValue::from_static(media))], file.bytes).into_response();
    if let Ok(value) = HeaderValue::from_str(&disposition(how, &file.name)) {
        response.headers_mut().insert(CONTENT_DISPOSITION, value);
    }
    response.extensions_mut().insert(Foreign);
    response
}

/// `Content-Disposition` with a name in plain ASCII and the name itself (RFC 6266, RFC 8187).
fn disposition(how: &str, name: &str) -> String {
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, ' ' | '-' | '_' | '.' | '(' | ')' | ',');
    let plain: String = name.chars().map(|sign| if is_plain(sign) { sign } else { '_' }).collect();
    let whole = encoded(name).replace('+', "%20").replace('*', "%2A");
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_its_place_in_the_header() {
        assert_eq!(
            disposition("attachment", "Прайс (май).pdf"),
            "attachment; filename=\"_____ (___).pdf\"; filename*=UTF-8''%D0%9F%D1%80%D0%B0%D0%B9%D1%81%20%28%D0%BC%D0%B0%D0%B9%29.pdf"
        );
        let hostile = disposition("attachment", "a\r\nSet-Cookie: x=1\"; filename=b.exe+*");
        assert!(HeaderValue::from_str(&hostile).is_ok(), "{hostile}");
        assert_eq!(hostile.matches('"').count(), 2, "{hostile}");
        assert!(!hostile.contains('\r') && !hostile.contains('*') || hostile.matches('*').count() == 1, "{hostile}");
    }
}
