//! Names of people and bodies, compared as a reader compares them: without case, title, article and possessive.

/// Words before a name that are no part of it.
const BEFORE: [&str; 22] = [
    "the", "a", "an", "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord",
    "lady", "baroness", "rev", "cllr", "councillor", "pc", "sgt", "judge",
];

/// The words of a name in lower case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name {
    words: Vec<String>,
}

impl Name {
    /// Reads a name. Where nothing but titles is left, they are the name.
    pub(super) fn new(text: &str) -> Self {
        let mut words: Vec<String> = words(text).collect();
        let before = words.iter().take_while(|word| BEFORE.contains(&word.as_str())).count();
        if before < words.len() {
            words.drain(..before);
        }
        Self { words }
    }

    /// Whether there is no word in it.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The same words; nothing is the same as no words.
    pub(super) fn equals(&self, other: &Self) -> bool {
        !self.is_empty() && self == other
    }

    /// Whether both can stand for one person: one has the last word of the other, and the first names, where both
    /// have such, do not differ. An initial does not differ from its name.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        let has_last =
            |one: &Self, other: &Self| one.words.last().is_some_and(|last| other.words.contains(last));
        let knows_first = |one: &Self, other: &Self| {
            one.words.first().is_some_and(|first| {
                let initial = first.chars().count() == 1 && other.words[0].starts_with(first.as_str());
                initial || other.words.contains(first)
            })
        };
        let alone = self.words.len() < 2 || other.words.len() < 2;
        (has_last(self, other) || has_last(other, self))
            && (alone || knows_first(self, other) || knows_first(other, self))
    }

    /// Whether `mention` has the last word of the name, as a pronoun has not.
    pub(super) fn is_in(&self, mention: &str) -> bool {
        self.words.last().is_some_and(|last| words(mention).any(|word| word == *last))
    }
}

/// The words of a phrase in lower case, without possessive and the punctuation around them.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    text.split_whitespace().filter_map(|word| {
        let lower = word.to_lowercase();
        let bare = lower.trim_matches(|character: char| !character.is_alphanumeric());
        let bare = ["'s", "’s"].iter().find_map(|ending| bare.strip_suffix(ending)).unwrap_or(bare);
        (!bare.is_empty()).then(|| bare.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_as_readers_do() {
        for (one, other, equal, agree) in [
            ("Desmond Trickett", "DESMOND TRICKETT’S", true, true),
            ("Mr Trickett", "Trickett,", true, true),
            ("Desmond Trickett", "Mr Trickett", false, true),
            ("D Trickett", "Desmond Trickett", false, true),
            ("Nadezhda", "Nadezhda Orlova", false, true),
            ("Inspector Anjali Verma", "Anjali Verma", false, true),
            ("Graham Ollerenshaw", "Edna Ollerenshaw", false, false),
            ("Graham Ollerenshaw", "Graham Pinnock", false, false),
            ("the Office for National Statistics", "Office for National Statistics", true, true),
            ("a man", "a 31-year-old man", false, true),
            ("The Lady", "Lady", false, true),
            ("“…”", "“…”", false, false),
            ("", "Trickett", false, false),
        ] {
            let (one, other) = (Name::new(one), Name::new(other));
            assert_eq!((one.equals(&other), one.agrees(&other)), (equal, agree), "{one:?} {other:?}");
            assert_eq!((other.equals(&one), other.agrees(&one)), (equal, agree), "{other:?} {one:?}");
        }
    }

    #[test]
    fn a_mention_by_name_has_its_last_word() {
        for (name, mention, expected) in [
            ("Desmond Trickett", "Trickett’s", true),
            ("Desmond Trickett", "his", false),
            ("Desmond Trickett", "Desmond", false),
            ("", "Trickett", false),
        ] {
            assert_eq!(Name::new(name).is_in(mention), expected, "{name} {mention}");
        }
    }
}
