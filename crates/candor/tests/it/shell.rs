//! The staff's actions from the shell, on the same database, while the desk runs.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::time::Duration;

use serde_json::Value;
use telegram_simulator::NewUser;

use crate::program::{Running, World, ended};

const PATIENCE: Duration = Duration::from_secs(60);

impl World {
    /// Waits until the bot has told somebody something with these words.
    async fn told(&self, person: i64, words: &'static str) {
        let bot = self.bot.id;
        let seen = move |simulator: &telegram_simulator::Simulator| {
            let chat = simulator.chat(bot, person).ok()?;
            chat.bot_texts().iter().any(|text| text.contains(words)).then_some(())
        };
        if self.simulator.wait_for(PATIENCE, seen).await.is_err() {
            let texts = self.simulator.chat(self.bot.id, person).map(|chat| format!("{:?}", chat.bot_texts()));
            panic!("nobody said {words:?}: {texts:?}");
        }
    }

    /// What a command prints; it must end well.
    fn prints(&self, words: &[&str]) -> String {
        let (status, stdout, stderr) = ended(&mut self.candor(words));
        assert_eq!(status, Some(0), "{words:?}: {stdout}{stderr}");
        stdout
    }

    /// Lets somebody join by the link that the shell prints.
    async fn joins(&self, name: &str, role: &str) -> i64 {
        let link = self.prints(&["operator", "invite", "--role", role]);
        let payload = link.trim().rsplit("start=").next().unwrap().to_owned();
        let person = self.simulator.add_user(NewUser::named(name).speaking("en")).unwrap();
        self.simulator.user_starts(self.bot.id, person, Some(&payload)).unwrap();
        self.told(person, "You have joined the desk").await;
        person
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_staff_does_in_the_chat_can_be_done_from_the_shell_while_the_desk_runs() {
    let world = World::new().await;
    let process = Running::start(&mut world.serve());
    let anna = world.simulator.add_user(NewUser::named("Anna").speaking("en")).unwrap();
    world.simulator.user_starts(world.bot.id, anna, None).unwrap();
    world.told(anna, "AI assistant of Peony").await;
    let nina = world.joins("Nina", "owner").await;
    let vera = world.joins("Vera", "manager").await;
    let staff = world.prints(&["operator", "list"]);
    assert!(staff.contains("Vera\tmanager\ton duty\tholds 0"), "{staff}");

    world.simulator.user_sends(world.bot.id, anna, "Can I talk to a human please?").unwrap();
    world.told(vera, "A person is wanted: Anna").await;
    let listed = world.prints(&["conversations", "list", "waiting"]);
    assert!(listed.contains("#1\tAnna\twaiting (asked_for_person)"), "{listed}");
    let line: Value =
        serde_json::from_str(world.prints(&["conversations", "list", "--json"]).lines().next().unwrap()).unwrap();
    assert_eq!((&line["number"], &line["holder"]["holder"]), (&Value::from(1), &Value::from("waiting")));

    assert!(world.prints(&["conversations", "take", "1", "--as", "vera"]).contains("Vera answers Anna"));
    world.told(anna, "Vera has joined").await;
    world.told(vera, "You are answering Anna now (#1)").await;
    world.simulator.user_sends(world.bot.id, vera, "Good evening!").unwrap();
    world.told(anna, "Vera: Good evening!").await;
    let viewed = world.prints(&["conversations", "view", "1"]);
    assert!(viewed.contains("Vera: Good evening!") && viewed.contains("↳ hand_off"), "{viewed}");
    assert!(world.prints(&["conversations", "release", "1"]).contains("the desk answers Anna again"));
    world.told(anna, "answering again").await;
    world.told(vera, "console gave your conversation with Anna (#1) back to the desk").await;
    world.prints(&["operator", "duty", "Vera", "off"]);
    world.told(vera, "You are off duty").await;
    let boris = world.simulator.add_user(NewUser::named("Boris").speaking("en")).unwrap();
    world.simulator.user_sends(world.bot.id, boris, "Can I talk to a human please?").unwrap();
    world.told(nina, "A person is wanted: Boris").await;
    world.prints(&["operator", "duty", "Vera", "on"]);
    world.told(vera, "You are on duty").await;
    world.told(vera, "#2 A person is wanted: Boris").await;

    assert_eq!(world.prints(&["leads", "set", "1", "name", "Anna Smith"]).trim(), "saved");
    world.prints(&["leads", "outcome", "1", "lost", "--why", "too far"]);
    world.prints(&["leads", "tag", "1", "vip"]);
    world.prints(&["leads", "note", "1", "calls back"]);
    let lead = world.prints(&["leads", "show", "1"]);
    for part in ["Anna Smith", "set by console", "outcome: lost (console: too far)", "tags: vip", "calls back"] {
        assert!(lead.contains(part), "{part}: {lead}");
    }
    assert!(world.prints(&["leads", "list", "--outcome", "lost"]).contains("#1\tAnna"));

    let file = world.folder.path().join("all.csv");
    world.prints(&["conversations", "export", "--format", "csv", "--output", file.to_str().unwrap()]);
    let rights = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&file).unwrap().permissions());
    assert_eq!(rights & 0o777, 0o600, "for its owner alone");
    let csv = std::fs::read_to_string(&file).unwrap();
    assert!(csv.contains("Good evening!"), "{csv}");
    assert!(world.prints(&["conversations", "export", "1"]).contains("[AI]"));

    world.prints(&["conversations", "stop", "1", "--farewell"]);
    world.told(anna, "Thank you for writing").await;
    world.prints(&["operator", "role", "Vera", "viewer"]);
    world.told(vera, "You are viewer here from now on").await;
    world.prints(&["operator", "remove", "Vera"]);
    world.told(vera, "You are not on the staff of this desk any more").await;
    assert!(!world.prints(&["operator", "list"]).contains("Vera"));
    let audit = world.prints(&["audit", "list"]);
    for deed in ["take", "release_own", "edit_lead", "write_note", "stop", "change_role", "remove_operator"] {
        assert!(audit.contains(&format!("console\t{deed}\t")), "{deed}: {audit}");
    }
    assert!(world.prints(&["audit", "verify"]).contains("each as it was written"));

    for (words, sentence) in [
        (vec!["conversations", "view", "99"], "no conversation with the number 99"),
        (vec!["conversations", "take", "1", "--as", "Nobody"], "Nobody on the staff"),
        (vec!["operator", "remove", "Nina"], "only owner"),
        (vec!["leads", "set", "1", "shoe", "42"], "no field shoe"),
        (vec!["leads", "note", "1", " "], "A note needs words"),
        (vec!["leads", "note", "1", &"x".repeat(1001)], "Too long by 1 characters: at most 1000"),
        (vec!["leads", "tag", "1", ""], "A tag needs a word"),
        (vec!["conversations", "list", "step=nosuch"], "no step nosuch"),
    ] {
        let (status, _, stderr) = ended(&mut world.candor(&words));
        assert_eq!(status, Some(41), "{words:?}: {stderr}");
        assert!(stderr.contains(sentence) && stderr.contains("CND-0041"), "{words:?}: {stderr}");
    }
    assert_eq!(process.stop(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_understood_is_taught_from_the_shell_while_the_desk_runs() {
    let world = World::new().await;
    let _process = Running::start(&mut world.serve());
    let anna = world.simulator.add_user(NewUser::named("Anna").speaking("en")).unwrap();
    world.simulator.user_starts(world.bot.id, anna, None).unwrap();
    world.told(anna, "AI assistant of Peony").await;
    assert!(world.prints(&["lessons", "list"]).contains("nothing to teach"));
    world.simulator.user_sends(world.bot.id, anna, "Do you fill balloons with helium too?").unwrap();
    world.told(anna, "approved answer").await;
    let listed = world.prints(&["lessons", "list"]);
    assert!(listed.contains("lesson 1: 1 message") && listed.contains("    Do you fill balloons"), "{listed}");
    let line: Value = serde_json::from_str(world.prints(&["lessons", "list", "--json"]).trim()).unwrap();
    assert_eq!((&line["lesson"], &line["language"]), (&Value::from(1), &Value::from("en")), "{line}");
    let (status, _, stderr) = ended(&mut world.candor(&["lessons", "teach", "1", "--to", "nowhere"]));
    assert!(status != Some(0) && stderr.contains("no step or question nowhere"), "{stderr}");
    let (status, _, stderr) = ended(&mut world.candor(&["lessons", "teach", "1"]));
    assert!(status != Some(0) && stderr.contains("--answer"), "{stderr}");
    let answers =
        ["--answer", "en: Yes, balloons too: ask when you order.", "--answer", "ru: Да, и шарики: скажите при заказе."];
    let taught = world.prints(&[&["lessons", "teach", "1"][..], &answers].concat());
    assert!(taught.contains("version 2 is in use") && taught.contains("script restore flower-shop 1"), "{taught}");
    assert!(world.prints(&["lessons", "list"]).contains("nothing to teach"));
    let (status, _, stderr) = ended(&mut world.candor(&["lessons", "drop", "1"]));
    assert!(status != Some(0) && stderr.contains("no lesson 1"), "{stderr}");
    let ben = world.simulator.add_user(NewUser::named("Ben").speaking("en")).unwrap();
    world.simulator.user_starts(world.bot.id, ben, None).unwrap();
    world.told(ben, "AI assistant of Peony").await;
    world.simulator.user_sends(world.bot.id, ben, "do you fill balloons with helium").unwrap();
    world.told(ben, "balloons too").await;
}
