//! Contacts: the people who write. One person is one contact in all connections of a business.

use candor_core::{
    ids::{BusinessId, ContactId},
    moment::Moment,
};

/// A contact as stored. Names are what the person chose to be called: data, never markup (H13).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactRow {
    /// Its id.
    pub id: ContactId,
    /// To which business the person wrote.
    pub business: BusinessId,
    /// The channel's number of the person, one contact per number and business.
    pub channel_user_id: i64,
    /// First name.
    pub first_name: String,
    /// Last name, if given.
    pub last_name: Option<String>,
    /// Name without the at sign, if given.
    pub username: Option<String>,
    /// The language tag of the person's app, if given.
    pub language: Option<String>,
    /// When the person first wrote.
    pub created_at: Moment,
}
