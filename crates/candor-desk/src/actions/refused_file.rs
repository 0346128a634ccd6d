//! Why a file is not sent to a contact or not opened, in words that say what to do instead.

use candor_core::{
    attachment::{MAX_FILE_BYTES, told_size},
    language::Language,
};

/// Why nothing was done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileRefusal {
    /// There is nothing in it.
    Empty,
    /// It has more than [`MAX_FILE_BYTES`].
    TooLarge,
    /// It is a program.
    Program,
    /// The line at this place came with no file, or is not there.
    NoSuchFile(i64),
    /// It never went out, or the channel has it no more.
    Gone,
    /// The channel gives bots no file of more than [`MAX_FILE_BYTES`].
    TooLargeToOpen,
}

impl FileRefusal {
    /// A stable word, for programs.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Empty => "empty_file",
            Self::TooLarge => "file_too_large",
            Self::Program => "program_file",
            Self::NoSuchFile(_) => "no_such_file",
            Self::Gone => "file_gone",
            Self::TooLargeToOpen => "file_too_large_to_open",
        }
    }

    /// What whoever acted reads.
    pub fn in_language(self, language: Language) -> String {
        let most = told_size(u64::try_from(MAX_FILE_BYTES).unwrap_or(u64::MAX), language);
        let (en, ru) = match self {
            Self::Empty => (
                "The file is empty, so it was not sent. Choose another one.",
                "Файл пустой, поэтому не отправлен. Выберите другой.",
            ),
            Self::TooLarge => (
                "The file is larger than {most}, so it was not sent. Make it smaller, or send a link to it.",
                "Файл больше {most}, поэтому не отправлен. Уменьшите его или пришлите ссылку.",
            ),
            Self::Program => (
                "The file is a program, and programs are not sent to contacts. Send a document or a picture.",
                "Это программа, а программы клиентам не отправляются. Пришлите документ или картинку.",
            ),
            Self::NoSuchFile(_) => {
                ("Line {place} of this conversation has no file.", "В строке {place} этого разговора файла нет.")
            }
            Self::Gone => (
                "This file cannot be opened any more: it never went out, or Telegram no longer has it. Ask for it once more.",
                "Этот файл больше не открыть: он не был отправлен, или в Telegram его уже нет. Попросите прислать его ещё раз.",
            ),
            Self::TooLargeToOpen => (
                "Telegram gives bots no file larger than {most}. Ask the contact for a smaller one or for a link.",
                "Telegram не отдаёт ботам файлы больше {most}. Попросите клиента прислать файл поменьше или ссылку.",
            ),
        };
        let told = if language == Language::En { en } else { ru };
        let told = told.replace("{most}", &most);
        if let Self::NoSuchFile(place) = self { told.replace("{place}", &place.to_string()) } else { told }
    }
}
