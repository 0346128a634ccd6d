//! What was sent of a part's fields, as what its keywords are to say.

use candor_core::{
    language::Language,
    script::{
        edit::{self, Put},
        keywords::{KEYWORDS, Key, Section},
        placeholder::id_of,
    },
};

use super::{
    Context,
    fields::{is_of_group, mark},
    spec::{Control, Spec, specs},
    table::typed_rows,
};

/// What a group of fields is to write.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// Keywords.
    Puts(Vec<Put>),
    /// The script's languages.
    Languages(Vec<Language>),
}

/// The fields that were sent.
pub(super) struct Sent<'a> {
    pub pairs: &'a [(String, String)],
    pub context: &'a Context,
}

impl Sent<'_> {
    /// Every group of a kind of part that was touched, with what it is to write. Of a new part all are.
    pub(super) fn touched(&self, section: Section, is_new: bool) -> Vec<(String, Taken)> {
        let mut groups: Vec<(String, Taken)> = Vec::new();
        for spec in specs(section) {
            for (group, language) in self.groups_of(spec) {
                let is_sent = self.pairs.iter().any(|(name, _)| is_of_group(name, &group));
                if groups.iter().any(|(known, _)| *known == group) || !is_sent || !(is_new || self.is_touched(&group)) {
                    continue;
                }
                let taken = self.taken(section, spec, language);
                groups.push((group, taken));
            }
        }
        groups
    }

    /// The groups of a field: one for each language where it has words of its own.
    fn groups_of(&self, spec: &Spec) -> Vec<(String, Option<Language>)> {
        let is_alone = spec.group.is_empty() && matches!(spec.control, Control::Text(_) | Control::List);
        if !is_alone {
            return vec![(spec.together().to_owned(), None)];
        }
        let of = |language: Language| (format!("{}.{}", spec.word, language.code()), Some(language));
        Language::ALL.into_iter().map(of).collect()
    }

    fn is_touched(&self, group: &str) -> bool {
        let was = self.of(&format!("was.{group}"));
        let own = self.pairs.iter().filter(|(name, _)| is_of_group(name, group));
        let is = mark(own.map(|(name, value)| (name.as_str(), value.as_str())));
        was.is_some_and(|was| was != is)
    }

    fn of(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn one(&self, name: &str) -> Vec<String> {
        self.of(name).filter(|value| !value.trim().is_empty()).map(str::to_owned).into_iter().collect()
    }

    fn lines(&self, name: &str) -> Vec<String> {
        self.of(name).unwrap_or_default().lines().map(str::to_owned).collect()
    }

    fn taken(&self, section: Section, spec: &Spec, language: Option<Language>) -> Taken {
        let name = format!("f.{}", spec.word);
        let plain = |value: Vec<String>| vec![Put { key: spec.key, language: None, value }];
        Taken::Puts(match spec.control {
            Control::Text(_) | Control::List => {
                let code = language.unwrap_or_default().code();
                vec![Put { key: spec.key, language, value: self.lines(&format!("{name}.{code}")) }]
            }
            Control::Languages => {
                let named = self.of(&name).unwrap_or_default().split(',').filter_map(Language::from_tag);
                return Taken::Languages(named.collect());
            }
            Control::Line | Control::Choice | Control::Part(_) => plain(self.one(&name)),
            Control::Checks => plain(self.all(&name)),
            Control::Parts(_) => {
                let rows = 0..typed_rows(self.pairs, spec.word);
                plain(rows.flat_map(|number| self.one(&format!("{name}.{number}"))).collect())
            }
            Control::Buttons => self.buttons(spec),
            Control::Options => self.options(spec),
            Control::Points | Control::Exclusions => plain(self.criteria(spec)),
            Control::Either(ways) => self.either(section, spec, ways),
        })
    }

    fn all(&self, name: &str) -> Vec<String> {
        self.pairs.iter().filter(|(known, _)| known == name).map(|(_, value)| value.clone()).collect()
    }

    /// The way that was chosen says what stands in its fields; the others say nothing any more.
    fn either(&self, section: Section, spec: &Spec, ways: &[(&str, Key)]) -> Vec<Put> {
        let chosen = self.of(&format!("f.{}", spec.word)).unwrap_or_default();
        let mut puts = Vec::new();
        for (word, key) in ways {
            let name = format!("f.{}.{word}", spec.word);
            let is_chosen = *word == chosen;
            let own = specs(section).iter().find(|own| own.group == spec.word && own.word == *word);
            let is_worded = KEYWORDS.iter().any(|row| row.key == *key && row.takes.is_worded());
            if is_worded {
                puts.extend(self.context.languages.iter().map(|language| {
                    let lines = self.lines(&format!("{name}.{}", language.code()));
                    let value = if is_chosen { lines } else { Vec::new() };
                    Put { key: *key, language: Some(*language), value }
                }));
                continue;
            }
            let value = match own.map(|own| own.control) {
                _ if !is_chosen => Vec::new(),
                Some(Control::Checks) => self.all(&name),
                Some(_) => self.one(&name),
                None => vec!["yes".to_owned()],
            };
            puts.push(Put { key: *key, language: None, value });
        }
        // What goes is taken out first: no two ways stand there together.
        puts.sort_by_key(|put| !put.value.is_empty());
        puts
    }

    fn buttons(&self, spec: &Spec) -> Vec<Put> {
        let rows = typed_rows(self.pairs, spec.word);
        let of_language = |language: &Language| {
            let items = (0..rows).filter_map(|number| {
                let of = |what: &str| self.of(&format!("f.{}.{number}.{what}", spec.word)).unwrap_or_default().trim();
                let label = of(language.code());
                (!label.is_empty()).then(|| format!("{label} -> {}", of("to")).trim_end().to_owned())
            });
            Put { key: spec.key, language: Some(*language), value: items.collect() }
        };
        self.context.languages.iter().map(of_language).collect()
    }

    /// Options keep their names; a new one is named after its label.
    fn options(&self, spec: &Spec) -> Vec<Put> {
        let rows = typed_rows(self.pairs, spec.word);
        let of = |number: usize, what: &str| {
            self.of(&format!("f.{}.{number}.{what}", spec.word)).unwrap_or_default().trim().to_owned()
        };
        let mut ids: Vec<String> = (0..rows).map(|number| of(number, "id")).collect();
        for number in 0..rows {
            let labels = self.context.languages.iter().map(|language| of(number, language.code()));
            let label = labels.into_iter().find(|label| !label.is_empty()).unwrap_or_default();
            if ids.get(number).is_none_or(|id| !id.is_empty()) || label.is_empty() {
                continue;
            }
            let id = edit::free_name(&label, "option", |name| ids.iter().any(|known| known == name));
            if let Some(place) = ids.get_mut(number) {
                *place = id;
            }
        }
        let of_language = |language: &Language| {
            let items = ids.iter().enumerate().filter_map(|(number, id)| {
                let (label, more) = (of(number, language.code()), of(number, &format!("{}.more", language.code())));
                let names = [label, more].into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join("; ");
                (!names.is_empty()).then(|| format!("{}: {names}", id_of(id)))
            });
            Put { key: spec.key, language: Some(*language), value: items.collect() }
        };
        self.context.languages.iter().map(of_language).collect()
    }

    fn criteria(&self, spec: &Spec) -> Vec<String> {
        let rows = 0..typed_rows(self.pairs, spec.word);
        let items = rows.filter_map(|number| {
            let of = |what: &str| self.of(&format!("f.{}.{number}.{what}", spec.word)).unwrap_or_default().trim();
            let field = of("field");
            let points = (spec.control == Control::Points).then(|| of("points").parse().unwrap_or(1));
            (!field.is_empty()).then(|| edit::criterion_in_words(field, of("wanted"), points, self.context.keywords))
        });
        items.collect()
    }
}
