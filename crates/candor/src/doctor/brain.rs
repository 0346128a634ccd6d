//! What the local brain goes by in this build.

use super::{Finding, Patient, say};

const CODE: &str = "DOC-brain";

pub(super) fn check(patient: &Patient) -> Vec<Finding> {
    let finding = if patient.has_vectors {
        Finding::ok(
            CODE,
            say("The local brain goes by words and meaning.", "Бот понимает сообщения по словам и по смыслу."),
        )
    } else {
        Finding::warning(
            CODE,
            say(
                "The local brain goes by words alone: this program was built without sentence vectors.",
                "Бот понимает сообщения только по словам: программа собрана без векторов предложений.",
            ),
            say(
                "It understands less. Where memory and disk allow 50 MB more, build it without --no-default-features.",
                "Так он понимает хуже. Если есть 50 МБ памяти и диска, соберите программу без --no-default-features.",
            ),
        )
    };
    vec![finding]
}
