//! The instructions models get: files in `prompts/`, each with its version in its first line, which is kept with every turn.
//! What an owner wrote fills their gaps; what contacts wrote never does: it goes behind them, fenced.

#[cfg(test)]
mod tests;

/// One prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// Its name and version: `hear-1`.
    pub version: &'static str,
    /// The instructions, with gaps in braces.
    pub text: &'static str,
}

/// Fills in what was heard.
pub const HEAR: Prompt = read(include_str!("../../prompts/hear.md"));
/// Writes the words of a plan.
pub const WRITE: Prompt = read(include_str!("../../prompts/write.md"));
/// Gives an opinion on words a model wrote.
pub const JUDGE: Prompt = read(include_str!("../../prompts/judge.md"));
/// Sums up a conversation for a person.
pub const SUMMARISE: Prompt = read(include_str!("../../prompts/summarise.md"));

/// Every prompt.
pub const ALL: [Prompt; 4] = [HEAR, WRITE, JUDGE, SUMMARISE];

/// The line every file begins with.
const MARK: &str = "prompt: ";

/// Cuts a file into its version and its text. A file that does not begin with its version does not compile.
const fn read(file: &'static str) -> Prompt {
    let Some((head, text)) = split_line(file) else { return Prompt { version: "", text: file } };
    let (mark, version) = head.split_at(MARK.len());
    assert!(mark.len() == MARK.len(), "a prompt begins with its version");
    Prompt { version, text }
}

const fn split_line(file: &'static str) -> Option<(&'static str, &'static str)> {
    let bytes = file.as_bytes();
    let mut at = 0;
    while let Some((_, rest)) = bytes.split_at_checked(at) {
        match rest.first() {
            None => return None,
            Some(b'\n') => {
                let (head, rest) = file.split_at(at);
                return Some((head, rest.split_at(1).1));
            }
            Some(_) => at += 1,
        }
    }
    None
}

impl Prompt {
    /// The instructions with their gaps filled, once: what is put in is not looked at again.
    pub fn filled(&self, gaps: &[(&str, &str)]) -> String {
        let mut out = String::with_capacity(self.text.len());
        let mut rest = self.text;
        while let Some(at) = rest.find('{') {
            let (before, from) = rest.split_at(at);
            out.push_str(before);
            let filling = gaps.iter().find_map(|(name, text)| {
                let after = from.strip_prefix('{')?.strip_prefix(name)?.strip_prefix('}')?;
                Some((*text, after))
            });
            match filling {
                Some((text, after)) => {
                    out.push_str(text);
                    rest = after;
                }
                None => {
                    out.push('{');
                    rest = from.get(1..).unwrap_or_default();
                }
            }
        }
        out.push_str(rest);
        out.trim().to_owned()
    }
}
