//! What HTML and MarkdownV2 parsing share: the parsed text so far, the entities open in it, and links.

use super::{Entity, Formatted};

/// An entity that has begun.
#[derive(Clone, Debug)]
pub(super) struct Open {
    /// The tag or the kind.
    pub name: String,
    pub argument: String,
    /// Where it begins in the source, bytes.
    pub source_at: usize,
    /// Where it begins in the parsed text, UTF-16 units and bytes.
    pub offset: usize,
    pub text_at: usize,
}

/// Parsing under way.
#[derive(Debug, Default)]
pub(super) struct Nest {
    text: String,
    offset: usize,
    entities: Vec<Entity>,
    pub open: Vec<Open>,
}

impl Nest {
    pub(super) fn push(&mut self, letter: char) {
        self.text.push(letter);
        self.offset = self.offset.saturating_add(letter.len_utf16());
    }

    pub(super) fn begin(&mut self, name: &str, argument: String, source_at: usize) {
        let (offset, text_at) = (self.offset, self.text.len());
        self.open.push(Open { name: name.to_owned(), argument, source_at, offset, text_at });
    }

    /// Ends the innermost entity. Empty ones are dropped by the caller's `Entity::length` of 0.
    pub(super) fn end(&mut self) -> Option<(Open, usize, String)> {
        let open = self.open.pop()?;
        let length = self.offset.saturating_sub(open.offset);
        let inner = self.text.get(open.text_at..).unwrap_or_default().to_owned();
        Some((open, length, inner))
    }

    pub(super) fn add(&mut self, entity: Entity) {
        if entity.length > 0 {
            self.entities.push(entity);
        }
    }

    /// The entity added last, if it covers exactly this stretch: `<pre><code>` become one.
    pub(super) fn take_last(&mut self, kind: &str, offset: usize, length: usize) -> Option<Entity> {
        self.entities.pop_if(|last| last.kind == kind && last.offset == offset && last.length == length)
    }

    pub(super) fn finish(mut self) -> Formatted {
        self.entities.sort_by_key(|entity| (entity.offset, std::cmp::Reverse(entity.length)));
        Formatted { text: self.text, entities: self.entities }
    }
}

/// A `text_link` where the URL is one; a link to `tg://user?id=` stays a link, because it mentions by id.
pub(super) fn link(url: &str, offset: usize, length: usize) -> Option<Entity> {
    let url = url.trim();
    let is_bad = url.is_empty() || url.contains(char::is_whitespace);
    let has_scheme = ["http://", "https://", "tg://", "ton://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    if is_bad || (!has_scheme && (!url.contains('.') || url.contains(':'))) {
        return None;
    }
    let url = if has_scheme { url.to_owned() } else { format!("http://{url}") };
    Some(Entity::with("text_link", offset, length, "url", url))
}
