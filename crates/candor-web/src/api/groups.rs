//! `/groups`: the group in which the staff works. It cannot be chosen from here: Telegram must say that whoever chooses is one of its
//! administrators, which they show by writing `/staff_group` there.

use candor_desk::actions::choose_group::choose_group;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Answer, Asked, Problem, paged::Paged};

/// A group in which the desk works.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Group {
    /// What for.
    purpose: GroupPurpose,
    /// Its number at Telegram.
    chat_id: i64,
    /// The bot that is in it: the id of the account.
    account: String,
    /// The name of that bot, without the at sign.
    bot: String,
    /// How many conversations have a topic in it.
    topics: u64,
}

/// What a group is for.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum GroupPurpose {
    /// The staff answers in its topics.
    Staff,
}

/// Lists the groups: that of the staff, where one was chosen.
pub(crate) async fn list(asked: Asked) -> Result<Answer<Paged<Group>>, Problem> {
    let (store, business) = (&asked.api.desk().store, asked.api.business());
    let mut items = Vec::new();
    if let Some((connection, chat)) = store.desk(business).await?.group {
        let bot = store.connection(&connection).await?.map(|known| known.bot_username).unwrap_or_default();
        let topics = store.count_topics(&connection, chat).await?;
        let account = connection.to_string();
        items.push(Group { purpose: GroupPurpose::Staff, chat_id: chat.0, account, bot, topics });
    }
    Ok(Answer::of(Paged { items, next: None }))
}

/// Gives the group up: hand-overs go to private chats again.
pub(crate) async fn give_up(asked: Asked) -> Result<Answer<()>, Problem> {
    asked
        .act(|bench| {
            Box::pin(async move {
                // What is not there need not be given up, nor written down.
                if bench.whole_desk().await?.group.is_some() {
                    choose_group(bench, None).await?;
                }
                Ok(bench.business.to_string())
            })
        })
        .await?;
    Ok(Answer::of(()))
}
