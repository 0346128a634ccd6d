//! The space where the database is.

use super::{Finding, Patient, say};
use crate::commands::size;

const CODE: &str = "DOC-disk";

/// Less is little.
const LITTLE: u64 = 1_000_000_000;
/// Less is nothing: the desk stops taking updates when the disk is full.
const NOTHING: u64 = 100_000_000;
/// A full disk is slow and near its end below this part of it.
const LITTLE_PART: u64 = 20;

pub(super) fn check(patient: &Patient) -> Vec<Finding> {
    let Some(disk) = &patient.disk else { return Vec::new() };
    let (free, folder) = (size(disk.free), disk.folder.display());
    let percent = disk.free.saturating_mul(100).checked_div(disk.size).unwrap_or(0);
    let found = say(
        format!("{free} are free in {folder} ({percent} %)."),
        format!("В {folder} свободно {free} ({percent} %)."),
    );
    let advice = say(
        "Free some space or move the database; with no space left updates stay at Telegram until there is some.",
        "Освободите место или перенесите базу; без места обновления останутся в Telegram, пока оно не появится.",
    );
    vec![if disk.free < NOTHING {
        Finding::error(CODE, found, advice)
    } else if disk.free < LITTLE || disk.free < disk.size / LITTLE_PART {
        Finding::warning(CODE, found, advice)
    } else {
        Finding::ok(CODE, found)
    }]
}
