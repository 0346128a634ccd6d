//! Texts of a business's to answer with. A change names the version it was made for, so that none is lost.

use candor_core::{
    ids::{BusinessId, TemplateId},
    language::Wording,
    moment::Moment,
    template::Template,
};

use crate::{
    Error, Store,
    sql::{Row, Tx, params},
};

/// A text to answer with, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateRow {
    /// Its id.
    pub id: TemplateId,
    /// How often it was changed, from 1.
    pub version: i64,
    /// What it says.
    pub template: Template,
    /// When it was made.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
}

/// What becomes of a text to answer with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateChange {
    /// It is made.
    Made {
        /// Its id.
        id: TemplateId,
        /// What it says.
        template: Template,
    },
    /// It says something else.
    Edited {
        /// Which.
        id: TemplateId,
        /// The version it was read at.
        version: i64,
        /// What it says now.
        template: Template,
    },
    /// It goes.
    Removed {
        /// Which.
        id: TemplateId,
        /// The version it was read at.
        version: i64,
    },
}

impl Store {
    /// The texts of a business, by title.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn templates(&self, business: &BusinessId) -> Result<Vec<TemplateRow>, Error> {
        let sql = "SELECT * FROM templates WHERE business = $1";
        let rows = self.reader().await?.tx().rows(sql, params![business]).await?;
        let mut templates = rows.iter().map(read).collect::<Result<Vec<_>, Error>>()?;
        // Databases sort letters each in its own way; people read one order.
        templates.sort_by_cached_key(|row| (row.template.title.to_lowercase(), row.id.clone()));
        Ok(templates)
    }

    /// One text of a business.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn template(&self, business: &BusinessId, id: &TemplateId) -> Result<Option<TemplateRow>, Error> {
        let sql = "SELECT * FROM templates WHERE business = $1 AND id = $2";
        self.reader().await?.tx().row(sql, params![business, id]).await?.as_ref().map(read).transpose()
    }
}

/// Changes a text.
pub(crate) async fn change(
    tx: &mut Tx<'_>,
    business: &BusinessId,
    change: &TemplateChange,
    now: Moment,
) -> Result<(), Error> {
    let touched = match change {
        TemplateChange::Made { id, template } => {
            let sql = "INSERT INTO templates (business, id, version, title, words_en, words_ru, created_at, updated_at)
                       VALUES ($1, $2, 1, $3, $4, $5, $6, $6)";
            let Wording { en, ru } = &template.words;
            tx.execute(sql, params![business, id, &template.title, en.as_deref(), ru.as_deref(), now]).await?
        }
        TemplateChange::Edited { id, version, template } => {
            let sql =
                "UPDATE templates SET version = version + 1, title = $1, words_en = $2, words_ru = $3, updated_at = $4
                       WHERE business = $5 AND id = $6 AND version = $7";
            let Wording { en, ru } = &template.words;
            let title = &template.title;
            tx.execute(sql, params![title, en.as_deref(), ru.as_deref(), now, business, id, *version]).await?
        }
        TemplateChange::Removed { id, version } => {
            let sql = "DELETE FROM templates WHERE business = $1 AND id = $2 AND version = $3";
            tx.execute(sql, params![business, id, *version]).await?
        }
    };
    if touched > 0 { Ok(()) } else { Err(Error::Conflict("a template")) }
}

fn read(row: &Row) -> Result<TemplateRow, Error> {
    Ok(TemplateRow {
        id: TemplateId::from_stored(row.text("id")?),
        version: row.int("version")?,
        template: Template {
            title: row.text("title")?,
            words: Wording { en: row.opt_text("words_en")?, ru: row.opt_text("words_ru")? },
        },
        created_at: row.moment("created_at")?,
        updated_at: row.moment("updated_at")?,
    })
}
