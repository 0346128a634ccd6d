//! File names: what Telegram leaves of the name of an upload, and what an extension says about the content.
//!
//! Only for what bots upload. The names of people's files reach the bot as they are.

/// The longest stem and extension that are kept, in characters.
const LONGEST_STEM: usize = 64;
const LONGEST_EXTENSION: usize = 16;

/// Characters of ASCII that become blanks.
const REPLACED: &str = "<>:\"/\\|?*&`'";

/// The name of an uploaded file as Telegram keeps it: the last part of a path, letters and digits of any script, most of
/// ASCII, blanks for the rest (`clean_filename` in td).
pub(super) fn cleaned(name: &str) -> String {
    let last = name.rsplit('/').next().unwrap_or_default();
    let (stem, extension) = match last.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem, extension),
        _ => (last, ""),
    };
    let (stem, extension) = (part(stem, LONGEST_STEM), part(extension, LONGEST_EXTENSION));
    match (stem.is_empty(), extension.is_empty()) {
        (true, true) => "file".to_owned(),
        (true, false) => extension,
        (false, true) => stem,
        (false, false) => format!("{stem}.{extension}"),
    }
}

/// The extension of a name, in lower case and plain letters and digits.
pub(super) fn extension(name: &str) -> Option<String> {
    let (_, extension) = name.rsplit_once('.')?;
    let is_plain = !extension.is_empty()
        && extension.len() <= LONGEST_EXTENSION
        && extension.chars().all(|letter| letter.is_ascii_alphanumeric());
    is_plain.then(|| extension.to_ascii_lowercase())
}

/// The content type Telegram takes from the extension.
pub(super) fn mime_of(name: &str) -> &'static str {
    match extension(name).unwrap_or_default().as_str() {
        "txt" | "log" => "text/plain",
        "csv" => "text/csv",
        "html" | "htm" => "text/html",
        "json" => "application/json",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "gz" => "application/gzip",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "mp3" => "audio/mpeg",
        "ogg" | "oga" => "audio/ogg",
        "mp4" => "video/mp4",
        _ => "application/octet-stream",
    }
}

fn part(text: &str, longest: usize) -> String {
    let mut kept = String::new();
    for letter in text.chars() {
        let is_kept = match letter {
            ' '..='~' => !REPLACED.contains(letter),
            letter => letter.is_alphanumeric(),
        };
        let letter = if is_kept { letter } else { ' ' };
        let is_leading = kept.is_empty() && matches!(letter, ' ' | '.');
        // What cannot be seen goes without leaving a blank.
        let is_unseen = matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        if !is_leading && !is_unseen && kept.chars().count() < longest {
            kept.push(letter);
        }
    }
    kept.trim_end_matches([' ', '.']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{cleaned, extension, mime_of};

    #[test]
    fn paths_formulas_and_markup_do_not_survive_in_names() {
        assert_eq!(cleaned("../../etc/passwd"), "passwd");
        assert_eq!(cleaned("<b>=cmd()|\"x\".csv"), "b =cmd()  x.csv");
        assert_eq!(cleaned("Анна (1)_v2-3.TXT"), "Анна (1)_v2-3.TXT");
        assert_eq!(cleaned("..."), "file");
        assert_eq!(cleaned(".bashrc"), "bashrc");
        assert_eq!(cleaned(&"a".repeat(100)).len(), 64);
    }

    #[test]
    fn the_extension_tells_the_content() {
        assert_eq!(mime_of("a.CSV"), "text/csv");
        assert_eq!(mime_of("a"), "application/octet-stream");
        assert_eq!(extension("a.b/c"), None);
    }
}
