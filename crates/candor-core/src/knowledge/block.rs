//! What a file was read as, whatever its form.

/// One stretch of a document, in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading: its level, 1 for the highest, and its words.
    Heading {
        /// From 1.
        level: u8,
        /// The words.
        text: String,
    },
    /// A paragraph, or a point of a list.
    Paragraph(String),
    /// A row of a table: its columns' names and what stands under them. A column without a name has an empty one.
    Row(Vec<(String, String)>),
}

impl Block {
    /// A heading.
    pub fn heading(level: u8, text: impl Into<String>) -> Self {
        Self::Heading { level, text: text.into() }
    }
}
