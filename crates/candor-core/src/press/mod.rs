//! What buttons carry. Anyone can forge a press: the data is only ever looked up, never trusted (H13). The buttons of
//! contacts are here, those of the staff in [`staff`].

mod staff;

pub use staff::StaffPress;

/// What a button pressed by a contact means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Press {
    /// Goes to a step of the script.
    GoTo {
        /// The step's id.
        step: String,
    },
    /// Chooses an option of a field.
    Choose {
        /// The field's id.
        field: String,
        /// The option's id.
        option: String,
    },
    /// Calls a person.
    CallPerson,
    /// Returns after an opt-out: an explicit opt-in.
    OptIn,
    /// Returns after an opt-out in order to be answered by a person: an explicit opt-in and a call in one.
    OptInForPerson,
}

impl Press {
    /// The data of the button, at most 64 bytes for ids the script checker admits (Bot API, `callback_data`).
    pub fn data(&self) -> String {
        match self {
            Self::GoTo { step } => format!("go:{step}"),
            Self::Choose { field, option } => format!("set:{field}:{option}"),
            Self::CallPerson => "person".to_owned(),
            Self::OptIn => "opt_in".to_owned(),
            Self::OptInForPerson => "opt_in_person".to_owned(),
        }
    }

    /// Reads [`Self::data`]; `None` for anything else.
    pub fn read(data: &str) -> Option<Self> {
        match data {
            "person" => return Some(Self::CallPerson),
            "opt_in" => return Some(Self::OptIn),
            "opt_in_person" => return Some(Self::OptInForPerson),
            _ => {}
        }
        let (verb, rest) = data.split_once(':')?;
        match verb {
            "go" => Some(Self::GoTo { step: rest.to_owned() }),
            "set" => rest
                .split_once(':')
                .map(|(field, option)| Self::Choose { field: field.to_owned(), option: option.to_owned() }),
            _ => None,
        }
    }
}
