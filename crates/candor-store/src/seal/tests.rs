//! Sealed values open where they were sealed, as they were, and nowhere else.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use proptest::prelude::*;
use zeroize::Zeroizing;

use super::{
    Key, MasterKey, NotAKey, Sealer, Secret,
    columns::{INBOX_RAW, OUTBOX_DELIVERY, TIMELINE_REASONS, TIMELINE_TEXT, all},
};
use crate::sql::{Param, params};

fn key(number: u8) -> Key {
    Key::from_secret(Zeroizing::new([number; 32]))
}

fn sealer() -> Sealer {
    Sealer::new(vec![key(1)])
}

const SECRET: &str = "+7 916 123-45-67";

#[test]
fn nothing_of_a_sealed_text_can_be_read() {
    let sealed = sealer().seal(&OUTBOX_DELIVERY, params!["out_1"], SECRET).unwrap();
    assert!(sealed.starts_with("v1.") && sealed.is_ascii(), "{sealed}");
    assert!(!sealed.contains("916"), "{sealed}");
    assert_eq!(sealer().unseal(&OUTBOX_DELIVERY, params!["out_1"], &sealed).unwrap(), SECRET);
}

#[test]
fn a_value_opens_in_no_other_row_column_or_place() {
    let sealer = sealer();
    let line: &[Param<'_>] = params!["cnv_1", 2_i64];
    let sealed = sealer.seal(&TIMELINE_REASONS, line, SECRET).unwrap();
    assert!(sealer.unseal(&TIMELINE_REASONS, params!["cnv_1", 3_i64], &sealed).is_err());
    assert!(sealer.unseal(&TIMELINE_REASONS, params!["cnv_12", 2_i64], &sealed).is_err());
    assert!(sealer.unseal(&super::columns::TIMELINE_HASH, line, &sealed).is_err());
    let two = sealer.seal(&TIMELINE_TEXT, line, "+79161234567 or +79167654321").unwrap();
    let parts: Vec<&str> = two.split(['⟦', '⟧']).collect();
    let swapped = format!("⟦{}⟧ or ⟦{}⟧", parts[3], parts[1]);
    assert!(sealer.unseal(&TIMELINE_TEXT, line, &swapped).is_err());
    assert!(sealer.unseal(&TIMELINE_TEXT, line, &two).is_ok());
}

#[test]
fn a_value_opens_under_no_other_key() {
    let sealed = sealer().seal(&OUTBOX_DELIVERY, params!["out_1"], SECRET).unwrap();
    assert!(Sealer::new(vec![key(2)]).unseal(&OUTBOX_DELIVERY, params!["out_1"], &sealed).is_err());
    // An older key still opens, and the newest seals.
    let both = Sealer::new(vec![key(2), key(1)]);
    assert_eq!(both.unseal(&OUTBOX_DELIVERY, params!["out_1"], &sealed).unwrap(), SECRET);
    assert!(both.seal(&OUTBOX_DELIVERY, params!["out_1"], SECRET).unwrap().contains(&key(2).id().to_string()));
}

#[test]
fn what_is_not_sealed_is_never_taken_as_it_stands() {
    for text in ["", "{}", SECRET, "v1.", "v1..", "v1.0000000000000000.AAAA", "v2.a.b"] {
        assert!(sealer().unseal(&OUTBOX_DELIVERY, params!["out_1"], text).is_err(), "{text}");
    }
    for bytes in [&b""[..], b"{}", b"\x01", b"\x01\0\0\0\0\0\0\0\0"] {
        assert!(sealer().unseal_bytes(&INBOX_RAW, params!["cnn_1", 1_i64, 2_i64], bytes).is_err());
    }
    assert!(Sealer::empty().seal(&OUTBOX_DELIVERY, params!["out_1"], SECRET).is_err());
}

#[test]
fn the_same_value_in_the_same_place_is_sealed_alike_and_elsewhere_otherwise() {
    let once = sealer().seal(&OUTBOX_DELIVERY, params!["out_1"], SECRET).unwrap();
    assert_eq!(sealer().seal(&OUTBOX_DELIVERY, params!["out_1"], SECRET).unwrap(), once);
    let nonce = |sealed: &str| sealed.split('.').nth(2).unwrap()[..32].to_owned();
    for (row, text) in [("out_2", SECRET), ("out_1", "+7 916 123-45-68"), ("out_", "1+7 916 123-45-67")] {
        let other = sealer().seal(&OUTBOX_DELIVERY, params![row], text).unwrap();
        assert_ne!(nonce(&other), nonce(&once), "{row} {text}");
    }
}

#[test]
fn in_a_line_only_what_names_somebody_is_sealed() {
    let line: &[Param<'_>] = params!["cnv_1", 2_i64];
    let text = "Roses for ⟦Anna⟧, anna@mail.ru, 8 916 123-45-67 tonight";
    let sealed = sealer().seal(&TIMELINE_TEXT, line, text).unwrap();
    assert!(sealed.starts_with("Roses for ⟦⟧Anna⟧, ⟦v1.") && sealed.ends_with("⟧ tonight"), "{sealed}");
    assert!(!sealed.contains("mail") && !sealed.contains("916"), "{sealed}");
    assert_eq!(sealer().unseal(&TIMELINE_TEXT, line, &sealed).unwrap(), text);
    for broken in ["⟦", "⟦v1.x⟧", "a ⟦v1.0000000000000000.AAAA⟧"] {
        assert!(sealer().unseal(&TIMELINE_TEXT, line, broken).is_err(), "{broken}");
    }
    let many = "a@b.io ".repeat(500);
    let sealed = sealer().seal(&TIMELINE_TEXT, line, &many).unwrap();
    assert!(sealed.len() < many.len() * 2, "{} bytes became {}", many.len(), sealed.len());
    assert_eq!(sealer().unseal(&TIMELINE_TEXT, line, &sealed).unwrap(), many);
}

#[test]
fn a_master_key_is_read_as_it_is_written_and_anything_else_is_refused() {
    let text = "00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF";
    let master = MasterKey::parse(&format!(" {text}\n")).unwrap();
    assert_eq!(master.written().expose(), text.to_lowercase());
    assert_eq!(MasterKey::parse(master.written().expose()).unwrap().id(), master.id());
    for text in ["", "abc", &text[1..], &format!("{text}0"), &"0".repeat(64), &"g".repeat(64), "б"] {
        assert_eq!(MasterKey::parse(text).err(), Some(NotAKey), "{text}");
    }
    assert!(!text.contains(&master.id()), "the name tells nothing of the key");
}

#[test]
fn a_secret_prints_as_stars() {
    assert_eq!(format!("{:?}", Some(Secret::new("123:token".to_owned()))), "Some(Secret(***))");
}

#[test]
fn no_two_sealed_columns_are_the_same() {
    let mut names: Vec<_> = all().map(super::SealedColumn::name).collect();
    names.sort();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all);
}

proptest! {
    #[test]
    fn whatever_is_sealed_opens_as_it_was(text in "\\PC*|[0-9@.⟦⟧ a-z+]{0,80}|.{0,40}", row in ".{0,20}", seq in any::<i64>()) {
        let sealer = sealer();
        let sealed = sealer.seal(&OUTBOX_DELIVERY, params![&row], &text).unwrap();
        prop_assert_eq!(sealer.unseal(&OUTBOX_DELIVERY, params![&row], &sealed).unwrap(), &text[..]);
        let line: &[Param<'_>] = params![&row, seq];
        let sealed = sealer.seal(&TIMELINE_TEXT, line, &text).unwrap();
        prop_assert_eq!(sealer.unseal(&TIMELINE_TEXT, line, &sealed).unwrap(), &text[..]);
    }

    #[test]
    fn whatever_bit_is_flipped_it_does_not_open(bytes in prop::collection::vec(any::<u8>(), 0..80), at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let key: &[Param<'_>] = params!["cnn_1", 1_i64, 2_i64];
        let mut sealed = sealer().seal_bytes(&INBOX_RAW, key, &bytes).unwrap();
        prop_assert_eq!(sealer().unseal_bytes(&INBOX_RAW, key, &sealed).unwrap(), bytes);
        let at = at.index(sealed.len());
        sealed[at] ^= 1 << bit;
        prop_assert!(sealer().unseal_bytes(&INBOX_RAW, key, &sealed).is_err());
    }
}
