//! A message fits the channel: 1 to 4,096 characters (Bot API, `sendMessage.text`), buttons with 1 to 64 bytes of data
//! (`InlineKeyboardButton.callback_data`) and a label.

use super::{Scene, Verdict};
use crate::{
    message::{Button, MAX_TEXT_CHARS},
    writer::{Draft, Part, Role},
};

/// The longest data of a button, in bytes.
const MAX_DATA_BYTES: usize = 64;
/// The longest label of a button, in characters: longer ones are cut off on phones.
const MAX_LABEL_CHARS: usize = 60;
/// The most buttons of one message (Bot API practice; the documentation names no number).
const MAX_BUTTONS: usize = 24;

pub(super) fn judge(draft: &Draft, _scene: &Scene<'_>) -> Verdict {
    let mut mended = draft.clone();
    let mut left = MAX_BUTTONS;
    for part in &mut mended.parts {
        part.buttons.retain(fits);
        part.buttons.truncate(left);
        left = left.saturating_sub(part.buttons.len());
    }
    drop_until_short(&mut mended);
    if mended.text().chars().count() > MAX_TEXT_CHARS {
        return Verdict::HandOver { reason: "it is longer than a message may be".to_owned() };
    }
    if mended == *draft {
        return Verdict::Say;
    }
    Verdict::Rewrite { draft: mended, reason: "it did not fit the limits of a message".to_owned() }
}

fn fits(button: &Button) -> bool {
    let label = button.label.trim().chars().count();
    (1..=MAX_LABEL_CHARS).contains(&label) && (1..=MAX_DATA_BYTES).contains(&button.data.len())
}

/// Drops the least needed paragraphs until the text is short enough: openers, then repeated asks, then steps.
fn drop_until_short(draft: &mut Draft) {
    for role in [Role::Opener, Role::Return, Role::Ask, Role::Step] {
        if draft.text().chars().count() <= MAX_TEXT_CHARS {
            return;
        }
        draft.parts.retain(|part: &Part| part.role != role);
    }
}
