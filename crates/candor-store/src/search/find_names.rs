//! Finds conversations by the names of contacts.

use candor_core::{ids::BusinessId, search::Query};
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use crate::{
    ConversationFilter, ConversationLine, Error, Store,
    conversations::{Conditions, numbered},
    sql::Param,
};

/// Of more contacts with such a name only the newest are looked at.
const MOST_LOOKED_AT: i64 = 500;

impl Store {
    /// Conversations with contacts whose names have words that begin as all those of a search do, that are wanted besides; the one that
    /// changed last first.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if one cannot be read; whatever keeps the database from answering.
    pub async fn search_names(
        &self,
        business: &BusinessId,
        filter: &ConversationFilter,
        query: &Query,
        limit: u32,
    ) -> Result<Vec<ConversationLine>, Error> {
        // The longest word is begun with: it has the fewest names.
        let mut words: Vec<&str> = query.words().collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let Some((longest, others)) = words.split_first() else { return Ok(Vec::new()) };
        let mut reader = self.reader().await?;
        let mut tx = reader.tx();
        let mut wanted = Conditions::of(&tx, business, filter, vec![Param::Text(business.as_str().to_owned().into())]);
        let mut between = |word: &str| {
            // Of all words that begin so this is the last.
            let end = format!("{word}\u{10ffff}");
            (wanted.place(Param::Text(word.to_owned().into())), wanted.place(Param::Text(end.into())))
        };
        let (from, to) = between(longest);
        let mut named = format!("n.business = $1 AND n.word >= {from} AND n.word <= {to}");
        for word in others {
            let (from, to) = between(word);
            named.push_str(&format!(
                " AND n.contact IN (SELECT o.contact FROM name_words o WHERE o.business = $1 AND o.word >= {from} AND o.word <= {to})"
            ));
        }
        let (most, limit) = (wanted.place(MOST_LOOKED_AT), wanted.place(i64::from(limit)));
        // Put together with nothing, so that no index puts the contacts in order: SQLite would read all of them through for that.
        let sql = format!(
            "SELECT v.number FROM (SELECT DISTINCT n.contact || '' AS contact FROM name_words n WHERE {named} ORDER BY 1 DESC LIMIT {most}) c
             JOIN conversations v ON v.business = $1 AND v.contact = c.contact
             WHERE {} ORDER BY v.updated_at DESC, v.number DESC LIMIT {limit}",
            wanted.text()
        );
        let rows = tx.rows_built(AssertSqlSafe(sql).into_sql_str(), &wanted.params).await?;
        let numbers = rows.iter().map(|row| row.int("number")).collect::<Result<Vec<_>, _>>()?;
        numbered(&mut tx, business, &numbers).await
    }
}
