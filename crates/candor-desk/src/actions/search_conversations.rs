//! Finds conversations by what a person remembers of one: its number, the contact's name, or what was said.

use candor_core::{roles::Deed, search::Query};
use candor_store::{ConversationFilter, ConversationLine, FoundLine};

use super::{ActError, Bench};

/// More contacts of such a name are not shown: more of the name is to be typed.
pub const MOST_PEOPLE: u32 = 10;

/// Longer searches are cut to so many characters.
pub const LONGEST: usize = 200;

/// What was found.
#[derive(Debug, Default)]
pub struct Sought {
    /// Whose number, public name or name it is; on the first page alone.
    pub people: Vec<ConversationLine>,
    /// Whether there are more of that name.
    pub has_more_people: bool,
    /// Lines in which all the words were said, the newest first.
    pub lines: Vec<FoundLine>,
    /// Where the next page begins. There may be one though this one is not full: where the words were said often, and hardly ever in
    /// conversations that are wanted.
    pub next: Option<i64>,
    /// What was looked for.
    pub query: Query,
}

/// Looks for what was typed: who has this number or public name comes first, whatever the filter says; then whose name begins so; then
/// where it was said. `below` is the [`Sought::next`] of the page before.
///
/// # Errors
/// [`super::Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn search_conversations(
    bench: &Bench<'_>,
    filter: &ConversationFilter,
    typed: &str,
    below: Option<i64>,
    limit: u32,
) -> Result<Sought, ActError> {
    bench.must_be_allowed(Deed::List)?;
    let typed: String = typed.trim().chars().take(LONGEST).collect();
    let (store, business) = (&bench.desk.store, &bench.business);
    let mut sought = Sought { query: Query::read(&typed), ..Sought::default() };
    if below.is_none() {
        sought.people.extend(exactly(bench, &typed).await?);
        // A number is no name, and a public name is meant by its at sign.
        if typed.chars().any(char::is_alphabetic) && !typed.starts_with(['@', '#']) {
            let most = MOST_PEOPLE.min(limit);
            let named = store.search_names(business, filter, &sought.query, most.saturating_add(1)).await?;
            for line in named {
                if sought.people.iter().all(|known| known.number != line.number) {
                    sought.people.push(line);
                }
            }
            let most = usize::try_from(most).unwrap_or(usize::MAX);
            sought.has_more_people = sought.people.len() > most;
            sought.people.truncate(most);
        }
    }
    let people = u32::try_from(sought.people.len()).unwrap_or(u32::MAX);
    let left = limit.saturating_sub(people);
    if left > 0 {
        let found = store.search_lines(business, filter, &sought.query, below, left).await?;
        (sought.lines, sought.next) = (found.lines, found.next);
    } else {
        sought.next = Some(i64::MAX);
    }
    Ok(sought)
}

/// The conversation of this number, or with whoever has this public name.
async fn exactly(bench: &Bench<'_>, typed: &str) -> Result<Option<ConversationLine>, ActError> {
    let store = &bench.desk.store;
    let name = typed.trim_start_matches('@');
    // Only what can be a public name is asked for: letters, digits and underscores of ASCII (Telegram's usernames).
    let may_be_name = !name.is_empty() && name.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'_');
    let found = match typed.trim_start_matches('#').parse::<i64>() {
        Ok(number) => store.conversation_numbered(&bench.business, number).await?,
        Err(_) if may_be_name => store.conversation_with(&bench.business, name).await?,
        Err(_) => None,
    };
    Ok(found)
}
