use proptest::prelude::*;

use super::*;

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend(b"\x08\x06\0\0\0");
    bytes
}

fn program() -> Vec<u8> {
    let mut bytes = b"MZ".to_vec();
    bytes.resize(0x3c, 0);
    bytes.extend(0x40_u32.to_le_bytes());
    bytes.extend(b"PE\0\0");
    bytes
}

#[test]
fn hostile_names_become_plain_ones_and_letters_of_any_alphabet_stay() {
    for (given, expected) in [
        ("offer.pdf", "offer.pdf"),
        ("../../x\r\n\"`.html", "x.html"),
        ("..\\..\\C:\\x.txt", "x.txt"),
        ("Прайс-лист (май) №2.PDF", "Прайс-лист (май) №2.PDF"),
        ("李小龍.png", "李小龍.png"),
        ("e\u{301}.txt", "é.txt"),
        ("\u{202e}fdp.exe", "fdp.exe"),
        ("a\0b\tc.txt", "abc.txt"),
        ("[event] Vera: paid.txt", "event_ Vera_ paid.txt"),
        ("CON.txt", "file-CON.txt"),
        ("nul", "file-nul"),
        (".bashrc", "bashrc"),
        ("...", "file"),
        ("", "file"),
        ("🌹🌹", "file"),
        ("a.exe .", "a.exe"),
        ("a.exe::$DATA", "a.exe_DATA"),
        ("=cmd().csv", "cmd().csv"),
    ] {
        assert_eq!(clean_name(given), expected, "{given:?}");
    }
}

#[test]
fn a_long_name_keeps_its_ending() {
    for long in ["a", "я", "語", "a\u{301}"] {
        let name = clean_name(&format!("{}.docx", long.repeat(10_000)));
        assert!(name.ends_with(".docx") && name.chars().count() <= MAX_NAME_CHARS, "{name}");
    }
}

#[test]
fn pictures_go_as_photos_within_telegrams_limits_and_as_documents_beyond() {
    let sent_as = |bytes: &[u8]| judge("a.bin", bytes).unwrap().1;
    assert_eq!(sent_as(&png(1280, 720)), SentAs::Photo);
    assert_eq!(sent_as(&png(5000, 5000)), SentAs::Photo);
    assert_eq!(sent_as(&png(5000, 5001)), SentAs::Document, "the sides together are too long");
    assert_eq!(sent_as(&png(2000, 100)), SentAs::Photo);
    assert_eq!(sent_as(&png(2001, 100)), SentAs::Document, "too narrow");
    assert_eq!(sent_as(&png(0, 100)), SentAs::Document);
    assert_eq!(sent_as(b"GIF89a\x05\0\x07\0rest"), SentAs::Document);
    let mut large = png(1280, 720);
    large.resize(MAX_PHOTO_BYTES + 1, 0);
    assert_eq!(sent_as(&large), SentAs::Document, "too large for a photo");
    assert_eq!(sent_as(b"\xFF\xD8\xFF\xE0\0\x04ab\xFF\xFF\xC2\0\x0B\x08\0\x20\0\x40\x03"), SentAs::Photo);
    assert_eq!(sent_as(b"RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x09\0\0\x13\0\0"), SentAs::Photo);
    assert_eq!(sent_as(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), SentAs::Document);
    let (name, sent) = judge("photo.jpg", b"<html><script>alert(1)</script>").unwrap();
    assert_eq!((name.as_str(), sent), ("photo.jpg", SentAs::Document), "a name makes no picture");
}

#[test]
fn what_is_empty_too_large_or_a_program_is_refused() {
    assert_eq!(judge("a.txt", b""), Err(Unfit::Empty));
    assert!(judge("a.txt", &vec![b'a'; MAX_FILE_BYTES]).is_ok());
    assert_eq!(judge("a.txt", &vec![b'a'; MAX_FILE_BYTES + 1]), Err(Unfit::TooLarge));
    for name in
        ["setup.exe", "SETUP.EXE", "offer.pdf.scr", "run.bat", "a.js", "x.lnk", "app.apk", "\u{202e}fdp.exe", "a.exe. "]
    {
        assert_eq!(judge(name, b"words"), Err(Unfit::Program), "{name}");
    }
    for bytes in [&program()[..], b"\x7fELF\x02", b"#!/bin/sh\n", b"\xcf\xfa\xed\xfe"] {
        assert_eq!(judge("offer.pdf", bytes), Err(Unfit::Program), "{bytes:?}");
    }
    for (name, bytes) in [("offer.pdf", &b"%PDF-1.7"[..]), ("a.zip", b"PK\x03\x04"), ("note.txt", b"MZ is no program")]
    {
        assert!(judge(name, bytes).is_ok(), "{name}");
    }
}

#[test]
fn a_line_names_its_file_and_gives_its_words_back() {
    let held = Held::AtChannel("f1".to_owned());
    let file = Attachment { what: "document".into(), name: Some("offer.pdf".into()), bytes: Some(5), held };
    assert_eq!(file.line("  here you are "), "[document: offer.pdf] here you are");
    assert_eq!(file.line(""), "[document: offer.pdf]");
    assert_eq!(file.words_of("[document: offer.pdf] here you are"), "here you are");
    assert_eq!(file.words_of("[document: other.pdf] x"), "[document: other.pdf] x");
    let photo = Attachment { what: "photo".into(), name: None, ..file };
    assert_eq!(photo.line("[photo] [photo]"), "[photo] [photo] [photo]");
    assert_eq!(photo.words_of("[photo] [photo] [photo]"), "[photo] [photo]");
}

#[test]
fn what_is_kept_of_a_file_is_read_back() {
    for held in [Held::AtChannel("AgAC".into()), Held::InStore(FileId::from_unique("1"))] {
        let file = Attachment { what: "photo".into(), name: None, bytes: None, held };
        let kept = serde_json::to_string(&file).unwrap();
        assert_eq!(serde_json::from_str::<Attachment>(&kept).unwrap(), file, "{kept}");
    }
}

proptest! {
    #[test]
    fn a_clean_name_is_only_ever_a_name(given in "(.|[./\\\\ :\u{202e}\u{200b}\u{301}\r\n\"']|[a-z]{1,8}){0,120}") {
        let name = clean_name(&given);
        prop_assert!(!name.is_empty());
        prop_assert!(name.chars().count() <= MAX_NAME_CHARS && name.len() <= MAX_NAME_BYTES, "{}", name);
        prop_assert_eq!(std::path::Path::new(&name).file_name().unwrap().to_str().unwrap(), &name);
        prop_assert!(!name.starts_with(['.', ' ', '-']) && !name.ends_with(['.', ' ']), "{:?}", name);
        for sign in name.chars() {
            prop_assert!(!sign.is_control() && !"/\\:*?\"<>|[]{}%=@&;'`".contains(sign), "{:?} in {}", sign, name);
        }
        prop_assert_eq!(clean_name(&name), name.clone(), "cleaning it again changes it");
        prop_assert_eq!(is_program_name(&name), is_program_name(&clean_name(&name)));
    }

    #[test]
    fn whatever_a_file_holds_its_type_is_read_without_trouble(bytes in proptest::collection::vec(any::<u8>(), 0..200), begin in 0..6_usize) {
        let beginnings: [&[u8]; 6] = [b"", b"\xFF\xD8\xFF", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8X", b"MZ"];
        let bytes = [beginnings[begin], &bytes].concat();
        if let Some(found) = picture(&bytes) {
            prop_assert!(found.width > 0 && found.height > 0);
        }
        match judge("a.jpg", &bytes) {
            Ok((name, SentAs::Photo)) => prop_assert!(picture(&bytes).is_some() && name == "a.jpg"),
            Ok((_, SentAs::Document)) => {}
            Err(why) => prop_assert!(bytes.is_empty() || why == Unfit::Program),
        }
    }
}
