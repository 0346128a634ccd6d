//! Stories of finding conversations: by what was said, by names, by tags, and of taking into the index what was written before it.

use candor_core::{conversation::Conversation, ids::ConnectionId, message::Author, search::Query};
use candor_store::{Changes, ContactRow, ConversationChange, ConversationFilter, FoundLines, IndexProgress, Store};
use sqlx::{Connection as _, Executor as _, PgConnection, Row as _, SqliteConnection};

use crate::house::{House, Kind, at, business, contact, conversation, entry, keys, on_both, raw_sql};

const ANY: ConversationFilter = ConversationFilter {
    holder: None,
    operator: None,
    step: None,
    outcome: None,
    tag: None,
    is_unread: false,
    with_ended: true,
    aside: None,
};

impl House {
    /// Somebody says something, in a conversation that begins with it if need be.
    async fn says(&self, connection: &ConnectionId, chat: i64, millis: i64, author: Author, text: &str) {
        let known = self.known(connection, chat).await;
        let mut line = entry(&known.id, author, text);
        line.at = at(millis);
        let changes = Changes { timeline: vec![line], ..Changes::default() };
        self.store.apply(&business(), changes, at(millis)).await.unwrap();
    }

    async fn asks(&self, connection: &ConnectionId, chat: i64, millis: i64, text: &str) {
        self.says(connection, chat, millis, Author::Contact, text).await;
    }

    async fn known(&self, connection: &ConnectionId, chat: i64) -> Conversation {
        let new = conversation(connection, chat);
        if let Some(known) = self.store.conversation(&new.id).await.unwrap() {
            return known.conversation;
        }
        let change = ConversationChange { conversation: new.clone(), expected_version: None };
        let changes = Changes { contacts: vec![contact(chat)], conversations: vec![change], ..Changes::default() };
        self.store.apply(&business(), changes, at(0)).await.unwrap();
        new
    }

    async fn alters(
        &self,
        connection: &ConnectionId,
        chat: i64,
        millis: i64,
        how: impl Fn(Conversation) -> Conversation,
    ) {
        let id = self.known(connection, chat).await.id;
        let known = self.store.conversation(&id).await.unwrap().unwrap();
        let change =
            ConversationChange { conversation: how(known.conversation), expected_version: Some(known.version) };
        let changes = Changes { conversations: vec![change], ..Changes::default() };
        self.store.apply(&business(), changes, at(millis)).await.unwrap();
    }

    async fn tag(&self, connection: &ConnectionId, chat: i64, tag: &str, is_given: bool) {
        self.alters(connection, chat, 90_000, |known| known.with_tag(tag, is_given)).await;
    }

    async fn find(&self, typed: &str) -> Vec<String> {
        texts(&self.store.search_lines(&business(), &ANY, &Query::read(typed), None, 50).await.unwrap())
    }

    async fn named(&self, typed: &str) -> Vec<i64> {
        let found = self.store.search_names(&business(), &ANY, &Query::read(typed), 10).await.unwrap();
        found.iter().map(|line| line.conversation.conversation.chat.0).collect()
    }

    async fn tagged(&self, tag: &str) -> Vec<i64> {
        let filter = ConversationFilter { tag: Some(tag.to_owned()), ..ANY };
        let page = self.store.find_conversations(&business(), &filter, 10, 0).await.unwrap();
        assert_eq!(usize::try_from(page.total).unwrap(), page.lines.len());
        page.lines.iter().map(|line| line.conversation.conversation.chat.0).collect()
    }

    /// As a database is in which all this was written before there was an index.
    async fn forget_the_index(&self) {
        for table in ["search_lines", "search_words", "name_words", "tags", "conversation_tags"] {
            raw_sql(self, &format!("DELETE FROM {table}")).await.unwrap();
        }
        let begin = "UPDATE indexings SET conversation = NULL, seq = 0, conversations = 0, is_done = FALSE";
        raw_sql(self, begin).await.unwrap();
    }

    /// Every word the full-text index holds, as a thief of the database reads it.
    async fn indexed_words(&self) -> Vec<String> {
        let mut words: Vec<String> = match self.kind {
            Kind::Sqlite => {
                let mut conn = SqliteConnection::connect(&self.address).await.unwrap();
                conn.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search_words, row)").await.unwrap();
                let rows = conn.fetch_all("SELECT term FROM temp.words").await.unwrap();
                rows.iter().map(|row| row.get(0)).collect()
            }
            Kind::Postgres => {
                let mut conn = PgConnection::connect(&self.address).await.unwrap();
                let sql = "SELECT DISTINCT unnest(tsvector_to_array(words)) FROM search_words";
                conn.fetch_all(sql).await.unwrap().iter().map(|row| row.get(0)).collect()
            }
        };
        words.sort();
        words
    }
}

fn texts(found: &FoundLines) -> Vec<String> {
    found.lines.iter().map(|hit| hit.line.entry.text.clone()).collect()
}

async fn index_all(store: &Store) -> IndexProgress {
    loop {
        let progress = store.index_some(3).await.unwrap();
        if progress.is_done {
            return progress;
        }
    }
}

on_both! {
    async fn what_was_said_is_found_by_forms_of_its_words_the_newest_first(house: House) {
        let connection = house.connect().await;
        house.asks(&connection, 1, 1_000, "Сколько стоит доставка роз?").await;
        house.says(&connection, 1, 2_000, Author::Ai, "Доставим розы за 390 ₽.").await;
        house.asks(&connection, 2, 3_000, "Когда ДОСТАВЯТ ёлку в большой зал?").await;
        house.asks(&connection, 3, 4_000, "Are wedding deliveries possible?").await;
        assert_eq!(house.find("розы").await, ["Доставим розы за 390 ₽.", "Сколько стоит доставка роз?"]);
        assert_eq!(house.find("ЕЛКА").await, ["Когда ДОСТАВЯТ ёлку в большой зал?"]);
        assert_eq!(house.find("delivery").await, ["Are wedding deliveries possible?"]);
        assert_eq!(house.find("weddi").await, ["Are wedding deliveries possible?"], "a word being typed");
        assert_eq!(house.find("дост").await.len(), 3, "a word being typed");
        assert_eq!(house.find("роза стоит").await, ["Сколько стоит доставка роз?"], "all words");
        assert_eq!(house.find("«большой зал»").await.len(), 1);
        assert!(house.find("«зал большой»").await.is_empty());
        assert!(house.find("пионы").await.is_empty() && house.find("").await.is_empty() && house.find("?!").await.is_empty());
        for odd in ["\"", "'", "розы AND", "NEAR(a b)", "a:b", "розы*", "(", "роз' | 'x", "-розы", "^розы"] {
            house.find(odd).await;
        }
        let hit = house.store.search_lines(&business(), &ANY, &Query::read("390"), None, 1).await.unwrap();
        let hit = &hit.lines[0];
        assert_eq!((hit.conversation.conversation.conversation.chat.0, hit.line.seq, hit.newest_seq), (1, 2, 2));
    }

    async fn pages_of_hits_follow_each_other_without_a_gap(house: House) {
        let connection = house.connect().await;
        for number in 1..=25 {
            let chat = number % 4;
            house.asks(&connection, chat, number * 10, &format!("букет {number}")).await;
        }
        let (mut seen, mut below) = (Vec::new(), None);
        loop {
            let page = house.store.search_lines(&business(), &ANY, &Query::read("букеты"), below, 7).await.unwrap();
            seen.extend(texts(&page));
            let Some(next) = page.next else { break };
            assert_eq!(page.lines.len(), 7);
            below = Some(next);
        }
        let expected: Vec<String> = (1..=25).rev().map(|number| format!("букет {number}")).collect();
        assert_eq!(seen, expected);
    }

    async fn hits_are_only_in_conversations_that_are_wanted(house: House) {
        let connection = house.connect().await;
        for chat in 1..=4 {
            house.asks(&connection, chat, chat * 1_000, &format!("пионы {chat}")).await;
        }
        house.tag(&connection, 2, "vip", true).await;
        house.says(&connection, 3, 9_000, Author::Ai, "уже нет").await;
        house.alters(&connection, 4, 9_500, |mut known| {
            known.ended = Some(serde_json::from_value(serde_json::json!({ "at": 1, "by": "Vera" })).unwrap());
            known
        }).await;
        let found = async |filter: ConversationFilter| {
            texts(&house.store.search_lines(&business(), &filter, &Query::read("пион"), None, 10).await.unwrap())
        };
        assert_eq!(found(ANY).await, ["пионы 4", "пионы 3", "пионы 2", "пионы 1"]);
        assert_eq!(found(ConversationFilter { tag: Some("vip".to_owned()), ..ANY }).await, ["пионы 2"]);
        assert_eq!(found(ConversationFilter { with_ended: false, ..ANY }).await, ["пионы 3", "пионы 2", "пионы 1"]);
        assert_eq!(found(ConversationFilter { is_unread: true, with_ended: false, ..ANY }).await, ["пионы 2", "пионы 1"]);
        let other = candor_core::ids::BusinessId::from_unique("other");
        assert!(house.store.search_lines(&other, &ANY, &Query::read("пион"), None, 10).await.unwrap().lines.is_empty());
    }

    async fn a_contact_is_found_by_the_beginning_of_each_name(house: House) {
        let connection = house.connect().await;
        for chat in 1..=3 {
            house.known(&connection, chat).await;
        }
        let renamed = ContactRow {
            first_name: "Семён".to_owned(),
            last_name: Some("O'Brien-Петров".to_owned()),
            username: Some("semyon_99".to_owned()),
            ..contact(2)
        };
        let changes = Changes { contacts: vec![renamed], ..Changes::default() };
        house.store.apply(&business(), changes, at(5)).await.unwrap();
        for typed in ["семен", "СЕМ", "петров", "сем петр", "semyon", "петров семен", "obrien"] {
            assert_eq!(house.named(typed).await, [2], "{typed}");
        }
        assert!(house.named("сем иванов").await.is_empty());
        let mut annas = house.named("anna").await;
        annas.sort_unstable();
        assert_eq!(annas, [1, 3], "the name she no longer has finds nobody");
    }

    async fn conversations_are_found_by_tag_and_a_tag_nobody_has_is_forgotten(house: House) {
        let connection = house.connect().await;
        for (chat, tag) in [(1, "vip"), (2, "vip"), (2, "Свадьба"), (3, "оплата+7")] {
            house.tag(&connection, chat, tag, true).await;
        }
        assert_eq!(house.store.tags_in_use(&business()).await.unwrap(), ["vip", "оплата+7", "Свадьба"]);
        let mut vip = house.tagged("vip").await;
        vip.sort_unstable();
        assert_eq!(vip, [1, 2]);
        assert_eq!(house.tagged("Свадьба").await, [2]);
        assert!(house.tagged("свадь").await.is_empty());
        house.tag(&connection, 2, "Свадьба", false).await;
        assert!(house.tagged("Свадьба").await.is_empty());
        assert_eq!(house.store.tags_in_use(&business()).await.unwrap(), ["vip", "оплата+7"]);
        house.alters(&connection, 1, 95_000, |known| known).await;
        assert_eq!(house.tagged("vip").await.len(), 2, "another change keeps the tags");
    }

    async fn what_was_written_before_the_index_is_taken_in_however_often_that_is_interrupted(house: House) {
        let connection = house.connect().await;
        for chat in 1..=5 {
            for number in 1..=7 {
                house.asks(&connection, chat, chat * 1_000 + number, &format!("тюльпаны {chat} {number}")).await;
            }
        }
        house.tag(&connection, 4, "vip", true).await;
        let expected = house.find("тюльпан").await;
        assert_eq!(expected.len(), 35);
        let words = house.indexed_words().await;
        house.forget_the_index().await;
        assert!(house.find("тюльпан").await.is_empty());
        // Written meanwhile, in a conversation that is not taken in yet and in one that is new.
        house.asks(&connection, 1, 50_000, "тюльпаны новые").await;
        let progress = house.store.index_some(4).await.unwrap();
        assert!(!progress.is_done && progress.of == 5, "{progress:?}");
        house.asks(&connection, 5, 51_000, "тюльпаны ещё").await;
        let half = house.find("тюльпан").await.len();
        assert!((3..20).contains(&half), "{half}");

        let address = house.address.clone();
        house.store.close().await;
        let store = Store::open(&address, &keys()).await.unwrap();
        let progress = index_all(&store).await;
        assert_eq!((progress.conversations, progress.of), (5, 5));
        let house = House { store, address, kind: house.kind };
        let mut newest = vec!["тюльпаны ещё".to_owned(), "тюльпаны новые".to_owned()];
        newest.extend(expected);
        assert_eq!(house.find("тюльпан").await, newest, "each once, in order of time");
        assert!(house.indexed_words().await.iter().all(|word| words.contains(word) || ["нов", "ещ", "ещe", "еще"].contains(&word.as_str())));
        assert_eq!(house.named("anna").await.len(), 5);
        assert_eq!(house.tagged("vip").await, [4]);
        assert_eq!(house.store.index_some(4).await.unwrap(), progress, "nothing is left to be done");
        house.store.close().await;
    }

    async fn nothing_that_is_sealed_lies_open_in_the_index(house: House) {
        let connection = house.connect().await;
        house.asks(&connection, 1, 1_000, "Звоните +7 916 555-01-23 или canary.person@example.org вечером").await;
        let many = "+7 916 555-01-23, ".repeat(40) + "sealedword";
        house.asks(&connection, 1, 2_000, &many).await;
        house.tag(&connection, 1, "quenelle", true).await;
        let expected = ["вечер", "звон", "ил"];
        assert_eq!(house.indexed_words().await, expected);
        house.forget_the_index().await;
        index_all(&house.store).await;
        assert_eq!(house.indexed_words().await, expected, "taken in later");
        for typed in ["916", "canary", "5550123", "79165550123", "sealedword"] {
            assert!(house.find(typed).await.is_empty(), "{typed}");
        }
        assert_eq!(house.find("вечером").await.len(), 1);
        let sql = "SELECT tag || ' ' || mark FROM tags UNION ALL SELECT mark FROM conversation_tags";
        let rows: Vec<String> = match house.kind {
            Kind::Sqlite => SqliteConnection::connect(&house.address).await.unwrap().fetch_all(sql).await.unwrap()
                .iter().map(|row| row.get(0)).collect(),
            Kind::Postgres => PgConnection::connect(&house.address).await.unwrap().fetch_all(sql).await.unwrap()
                .iter().map(|row| row.get(0)).collect(),
        };
        assert_eq!(rows.len(), 2);
        assert!(rows.iter().all(|row| !row.contains("quenelle")), "{rows:?}");
    }

    async fn whatever_is_written_is_kept_and_found_if_it_has_words(house: House) {
        let connection = house.connect().await;
        let long = "я".repeat(9_000);
        for (number, text) in [long.as_str(), "", "🔥", "'; DROP TABLE x; --", "a\u{0}b", "İstanbul ﬁne Ⅻ ½ 漢字", "⟦⟧ скобки"].into_iter().enumerate() {
            house.asks(&connection, 1, i64::try_from(number).unwrap(), text).await;
        }
        assert_eq!(house.find("скобка").await, ["⟦⟧ скобки"]);
        assert_eq!(house.find("drop table").await.len(), 1);
        assert_eq!(house.find(&long).await.len(), 1);
        assert_eq!(house.find("漢字").await.len(), 1);
        assert_eq!(house.find("fine").await.len(), 1);
    }

    async fn a_page_of_the_list_has_those_who_wait_first_and_counts_what_fits(house: House) {
        let connection = house.connect().await;
        for chat in 1..=9 {
            house.known(&connection, chat).await;
            house.alters(&connection, chat, chat * 1_000, |mut known| {
                if chat % 3 == 0 {
                    let since = at(100_000 - chat);
                    known.holder = candor_core::conversation::Holder::Waiting { since, reason: "asked_for_person".to_owned() };
                }
                known
            }).await;
        }
        let page = async |limit, offset| {
            let page = house.store.find_conversations(&business(), &ConversationFilter::default(), limit, offset).await.unwrap();
            let chats: Vec<i64> = page.lines.iter().map(|line| line.conversation.conversation.chat.0).collect();
            (page.total, chats)
        };
        assert_eq!(page(20, 0).await, (9, vec![9, 6, 3, 8, 7, 5, 4, 2, 1]));
        assert_eq!(page(2, 0).await, (9, vec![9, 6]));
        assert_eq!(page(2, 2).await, (9, vec![3, 8]));
        assert_eq!(page(4, 4).await, (9, vec![7, 5, 4, 2]));
        assert_eq!(page(4, 9).await, (9, vec![]));
        let waiting = ConversationFilter { holder: Some("waiting".to_owned()), ..ConversationFilter::default() };
        let page = house.store.find_conversations(&business(), &waiting, 2, 1).await.unwrap();
        assert_eq!((page.total, page.lines.len()), (3, 2));
        let below = house.store.conversations_below(&business(), &waiting, None, Some(9), 10).await.unwrap();
        assert_eq!(below.iter().map(|line| line.number).collect::<Vec<_>>(), [6, 3]);
        let since = house.store.conversations_below(&business(), &ANY, Some(at(7_000)), None, 10).await.unwrap();
        assert_eq!(since.iter().map(|line| line.number).collect::<Vec<_>>(), [9, 8, 7]);
    }
}
