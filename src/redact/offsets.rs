//! Where the code points of a text went when stretches of it were replaced.

/// One replaced stretch, old and new, in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Replaced {
    pub(super) old: (usize, usize),
    pub(super) new: (usize, usize),
}

/// Old offsets to new ones.
#[derive(Clone, Debug, Default)]
pub(super) struct Offsets {
    /// In text order, not overlapping, none empty in the old text.
    replaced: Vec<Replaced>,
}

impl Offsets {
    pub(super) fn push(&mut self, replaced: Replaced) {
        self.replaced.push(replaced);
    }

    /// The new place of a span that starts at `old`: what starts inside a name starts with its pseudonym.
    pub(super) fn start(&self, old: usize) -> usize {
        self.at(old, |replaced| replaced.new.0)
    }

    /// The new place of a span's end: what ends inside a name ends with its pseudonym.
    pub(super) fn end(&self, old: usize) -> usize {
        self.at(old, |replaced| replaced.new.1)
    }

    fn at(&self, old: usize, inside: impl Fn(&Replaced) -> usize) -> usize {
        let before = self.replaced.partition_point(|replaced| replaced.old.0 < old);
        match before.checked_sub(1).map(|last| &self.replaced[last]) {
            None => old,
            Some(last) if old < last.old.1 => inside(last),
            Some(last) => last.new.1 + (old - last.old.1),
        }
    }
}

/// A text that is sliced by code points.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    text: String,
    /// The byte at every multiple of the stride, in code points.
    bytes: Vec<usize>,
}

impl Text {
    const STRIDE: usize = 64;

    pub(super) fn new(text: String) -> Self {
        let bytes = text.char_indices().step_by(Self::STRIDE).map(|(byte, _)| byte).collect();
        Self { text, bytes }
    }

    pub(super) fn whole(&self) -> &String {
        &self.text
    }

    /// The code points from `start` to before `end`, as far as there are any.
    pub(super) fn slice(&self, start: usize, end: usize) -> &str {
        self.text.get(self.byte(start)..self.byte(end)).unwrap_or_default()
    }

    fn byte(&self, point: usize) -> usize {
        let Some(near) = self.bytes.get(point / Self::STRIDE) else { return self.text.len() };
        let mut rest = self.text[*near..].char_indices();
        rest.nth(point % Self::STRIDE).map_or(self.text.len(), |(byte, _)| near + byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn offsets_move_with_the_text() {
        // "Mr Colin Harte fled" → "Mr Person 1 fled"
        let mut offsets = Offsets::default();
        offsets.push(Replaced { old: (3, 14), new: (3, 11) });
        let rows = [
            ((0, 19), (0, 16)),
            ((3, 14), (3, 11)),
            ((9, 14), (3, 11)),
            ((3, 8), (3, 11)),
            ((15, 19), (12, 16)),
        ];
        for ((start, end), expected) in rows {
            assert_eq!((offsets.start(start), offsets.end(end)), expected, "{start}..{end}");
        }
        assert_eq!((offsets.end(3), offsets.start(14)), (3, 11));
    }

    proptest! {
        #[test]
        fn slices_are_those_of_the_characters(text in "(?s).{0,200}", start in 0_usize..210, length in 0_usize..210) {
            let expected: String = text.chars().skip(start).take(length).collect();
            let text = Text::new(text);
            prop_assert_eq!(text.slice(start, start + length), expected);
        }
    }
}
