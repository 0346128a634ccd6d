//! A group of people and the bench's bot, for one test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use serde_json::json;
use telegram_simulator::{BotSeen, NewBot, NewGroup, NewUser, Role};

use crate::bench::Bench;

pub struct Staff {
    pub bench: Bench,
    pub group: i64,
    /// The creator.
    pub olga: i64,
    /// A plain member.
    pub pavel: i64,
}

impl Staff {
    /// A group of two with the bot in a role; what the bot was told about that is acknowledged.
    pub async fn with(role: Role, is_forum: bool) -> Self {
        let bench = Bench::new().await;
        let olga = bench.simulator.add_user(NewUser::named("Olga")).unwrap();
        let pavel = bench.simulator.add_user(NewUser::named("Pavel")).unwrap();
        let new = NewGroup { is_forum, ..NewGroup::titled("Отдел продаж", olga) };
        let group = bench.simulator.add_group(new).unwrap();
        bench.simulator.set_role(group, pavel, Role::Member).unwrap();
        bench.simulator.set_role(group, bench.bot.id, role).unwrap();
        bench.updates().await;
        Self { bench, group, olga, pavel }
    }

    pub async fn send(&self, text: &str) -> crate::bench::Answer {
        self.bench.call("sendMessage", json!({ "chat_id": self.group, "text": text })).await
    }

    pub fn says(&self, text: &str) -> i64 {
        self.bench.simulator.user_sends(self.group, self.pavel, text).unwrap()
    }

    pub fn add_bot(&self, name: &str, role: Role) -> BotSeen {
        let bot = self.bench.simulator.add_bot(NewBot::named(name)).unwrap();
        self.bench.simulator.set_role(self.group, bot.id, role).unwrap();
        bot
    }
}
