//! Why nothing was done about a webhook, in words that say what to do instead.

use candor_connect::webhooks::BadAddress;
use candor_core::{event::EventKind, language::Language};

/// Why nothing was done about a webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WebhookRefusal {
    /// There is none with this id.
    NoSuchWebhook(String),
    /// Nothing can be delivered to this address.
    BadAddress(BadAddress),
    /// This is no kind of event.
    UnknownKind(String),
    /// It would be told of nothing.
    NothingWanted,
    /// A business has so many at most.
    TooMany(usize),
    /// It is off, so nothing is delivered.
    IsOff,
    /// The log has no such delivery.
    NoSuchDelivery(String),
    /// It waits or is on its way already.
    NotSettled,
    /// Nothing failed in that time.
    NothingFailed,
}

impl WebhookRefusal {
    /// A stable word, for programs.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::NoSuchWebhook(_) => "no_such_webhook",
            Self::BadAddress(_) => "bad_webhook_address",
            Self::UnknownKind(_) => "unknown_event_kind",
            Self::NothingWanted => "nothing_wanted",
            Self::TooMany(_) => "too_many_webhooks",
            Self::IsOff => "webhook_is_off",
            Self::NoSuchDelivery(_) => "no_such_delivery",
            Self::NotSettled => "delivery_not_settled",
            Self::NothingFailed => "nothing_failed",
        }
    }

    /// What whoever acted reads.
    pub fn in_language(&self, language: Language) -> String {
        match language {
            Language::En => self.english(),
            Language::Ru => self.russian(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::NoSuchWebhook(id) => format!("There is no webhook {id}. The list of webhooks shows all."),
            Self::BadAddress(why) => match why {
                BadAddress::NotAnAddress => {
                    "A webhook needs an address such as https://example.org/hook, without a name, a password or a #fragment in it."
                }
                BadAddress::InTheClear => "The address of a webhook must begin with https://.",
                BadAddress::Private => {
                    "The address is on this machine or in a private network. If that is meant, set allow_private in [webhooks] of the settings."
                }
                BadAddress::Never => "The address is reserved, link-local or for a cloud's metadata. Nothing is sent there.",
            }
            .to_owned(),
            Self::UnknownKind(word) => format!("{word} is no kind of event. Kinds: {}.", kinds()),
            Self::NothingWanted => format!("Name what the webhook is told of, or * for everything. Kinds: {}.", kinds()),
            Self::TooMany(most) => format!("There are {most} webhooks already, and no more are allowed. Remove one first."),
            Self::IsOff => "The webhook is off. Switch it on first.".to_owned(),
            Self::NoSuchDelivery(id) => format!("The log has no delivery {id}. It keeps them for thirty days."),
            Self::NotSettled => "This delivery waits or is on its way already.".to_owned(),
            Self::NothingFailed => "Nothing failed in that time.".to_owned(),
        }
    }

    fn russian(&self) -> String {
        match self {
            Self::NoSuchWebhook(id) => format!("Вебхука {id} нет. Все есть в списке вебхуков."),
            Self::BadAddress(why) => match why {
                BadAddress::NotAnAddress => {
                    "Вебхуку нужен адрес вида https://example.org/hook, без имени, пароля и #фрагмента."
                }
                BadAddress::InTheClear => "Адрес вебхука должен начинаться с https://.",
                BadAddress::Private => {
                    "Этот адрес — на самой машине или в частной сети. Если так и задумано, включите allow_private в разделе [webhooks] настроек."
                }
                BadAddress::Never => {
                    "Этот адрес служебный: зарезервированный, локальный для канала или для метаданных облака. Туда ничего не отправляется."
                }
            }
            .to_owned(),
            Self::UnknownKind(word) => format!("События {word} не бывает. Бывают: {}.", kinds()),
            Self::NothingWanted => format!("Назовите события для вебхука или * для всех. События: {}.", kinds()),
            Self::TooMany(most) => format!("Вебхуков уже {most}, больше нельзя. Сначала удалите один."),
            Self::IsOff => "Вебхук выключен. Сначала включите его.".to_owned(),
            Self::NoSuchDelivery(id) => format!("Доставки {id} в журнале нет. Они хранятся тридцать дней."),
            Self::NotSettled => "Эта доставка ещё ждёт или уже в пути.".to_owned(),
            Self::NothingFailed => "За это время всё доставлено.".to_owned(),
        }
    }
}

fn kinds() -> String {
    EventKind::ALL.map(EventKind::word).join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_says_something_else_in_each_language() {
        let all = [
            WebhookRefusal::NoSuchWebhook("whk_1".to_owned()),
            WebhookRefusal::BadAddress(BadAddress::NotAnAddress),
            WebhookRefusal::BadAddress(BadAddress::InTheClear),
            WebhookRefusal::BadAddress(BadAddress::Private),
            WebhookRefusal::BadAddress(BadAddress::Never),
            WebhookRefusal::UnknownKind("x".to_owned()),
            WebhookRefusal::NothingWanted,
            WebhookRefusal::TooMany(20),
            WebhookRefusal::IsOff,
            WebhookRefusal::NoSuchDelivery("msg_1".to_owned()),
            WebhookRefusal::NotSettled,
            WebhookRefusal::NothingFailed,
        ];
        let told: std::collections::BTreeSet<String> =
            all.iter().flat_map(|refusal| Language::ALL.map(|language| refusal.in_language(language))).collect();
        assert_eq!(told.len(), 2 * all.len());
    }
}
