//! Scripts on the command line, beside a running desk.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::process::Command;

use crate::program::{candor, ended, example};

struct Folder(tempfile::TempDir);

impl Folder {
    fn candor(&self, words: &[&str]) -> Command {
        let mut command = candor(words);
        command.env("CANDOR_DATABASE_URL", format!("sqlite:{}", self.0.path().join("candor.db").display()));
        command
    }
}

#[test]
fn every_example_can_be_published() {
    for name in ["flower-shop", "online-course", "dental-clinic", "agency"] {
        let (status, stdout, stderr) = ended(&mut candor(&["script", "check", example(name).to_str().unwrap()]));
        assert_eq!(status, Some(0), "{stdout}{stderr}");
    }
}

#[test]
fn versions_are_numbered_shown_compared_and_restored() {
    let folder = Folder(tempfile::tempdir().unwrap());
    let file = folder.0.path().join("shop.script.md");
    let first = std::fs::read_to_string(example("flower-shop")).unwrap();
    std::fs::write(&file, &first).unwrap();
    let path = file.to_str().unwrap();
    let published = ended(&mut folder.candor(&["script", "publish", path, "--note", "first"]));
    assert!(published.1.contains("version 1 is in use"), "{published:?}");
    assert!(ended(&mut folder.candor(&["script", "publish", path])).1.contains("nothing changed"));
    let second = first.replacen("```", "", 1) + "\n";
    std::fs::write(&file, &second).unwrap();
    assert!(ended(&mut folder.candor(&["script", "publish", path])).1.contains("version 2 is in use"));
    let name = published.1.split(':').next().unwrap();
    let list = ended(&mut folder.candor(&["script", "list", "--json"])).1;
    assert_eq!(list.lines().count(), 2, "{list}");
    assert_eq!(ended(&mut folder.candor(&["script", "show", name, "1"])).1.trim_end(), first.trim_end());
    assert_eq!(ended(&mut folder.candor(&["script", "diff", name, "1", "2"])).0, Some(0));
    assert!(ended(&mut folder.candor(&["script", "restore", name, "1"])).1.contains("version 3"));
    std::fs::write(&file, "garbage").unwrap();
    assert_eq!(ended(&mut folder.candor(&["script", "publish", path])).0, Some(30));
    let list = ended(&mut folder.candor(&["script", "list", "--json"])).1;
    assert_eq!(list.lines().count(), 3, "a broken file changes nothing: {list}");
}
