//! E-mail addresses: what most mail systems take, which is less than RFC 5321 allows.

use crate::hearing::{
    heard::{FoundValue, Value},
    normalise::is_invisible,
};

/// All addresses in a text, lower case.
pub(super) fn find(text: &str) -> Vec<FoundValue> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('@') {
        let (Some(before), Some(after)) = (text.get(..at), text.get(at + 1..)) else { continue };
        let local: usize = before.chars().rev().take_while(|ch| is_local(*ch)).map(char::len_utf8).sum();
        let domain: usize = after.chars().take_while(|ch| is_domain(*ch)).map(char::len_utf8).sum();
        let (Some(local), Some(domain)) = (before.get(at - local..), after.get(..domain)) else { continue };
        let local = local.trim_start_matches('.');
        let domain = domain.trim_end_matches(['.', '-']);
        let has_top = domain.rsplit_once('.').is_some_and(|(rest, top)| {
            !rest.is_empty() && top.len() >= 2 && top.chars().all(|ch| ch.is_ascii_alphabetic())
        });
        if local.is_empty() || local.len() > 64 || domain.len() > 253 || !has_top || domain.contains("..") {
            continue;
        }
        let address =
            format!("{local}@{domain}").chars().filter(|ch| !is_invisible(*ch)).collect::<String>().to_lowercase();
        found.push(FoundValue { value: Value::Email { address }, start: at - local.len(), end: at + 1 + domain.len() });
    }
    found
}

fn is_local(ch: char) -> bool {
    ch.is_ascii_alphanumeric() || "._%+-".contains(ch)
}

fn is_domain(ch: char) -> bool {
    ch.is_ascii_alphanumeric() || ch == '.' || ch == '-'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(text: &str) -> Vec<String> {
        let found = find(text).into_iter();
        found
            .filter_map(|found| if let Value::Email { address } = found.value { Some(address) } else { None })
            .collect()
    }

    #[test]
    fn addresses_are_found_among_words() {
        assert_eq!(addresses("пишите на Anna.P+shop@Example.co.uk, спасибо"), ["anna.p+shop@example.co.uk"]);
        assert_eq!(addresses("моя почта ivan@mail.ru."), ["ivan@mail.ru"]);
        assert_eq!(addresses("a@b.io и c-d@e-f.com"), ["a@b.io", "c-d@e-f.com"]);
        assert_eq!(addresses("jean-jacques@stuff.co.uk"), ["jean-jacques@stuff.co.uk"]);
    }

    #[test]
    fn what_only_looks_like_an_address_is_left() {
        for text in ["@anna", "anna@", "anna@mail", "a @ b.ru", "5@5", "anna@.ru", "me@home..com"] {
            assert!(addresses(text).is_empty(), "{text}");
        }
    }
}
