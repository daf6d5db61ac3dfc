//! Which part of a page holds the article.
//!
//! The extraction often takes a line too many from below the article: an alert, an address, an appeal for money. Such
//! lines stand outside the element that holds nearly all of the article.

use super::element::Element;

/// The share of the article's text that its holder has, in hundredths.
const NEARLY_ALL: usize = 85;

/// The number of an element of a page, in the order of their start tags; 0 is the page.
pub(super) type ElementId = u32;

/// The elements of a page, each with the one around it.
#[derive(Clone, Debug)]
pub(super) struct ElementTree {
    /// The number of the element around, and whether the element can hold an article.
    elements: Vec<(ElementId, bool)>,
}

impl Default for ElementTree {
    fn default() -> Self {
        Self { elements: vec![(0, true)] }
    }
}

impl ElementTree {
    /// Adds an element that stands in `around` and gives it a number.
    pub(super) fn add(&mut self, around: ElementId, element: Element) -> ElementId {
        use Element as E;
        let holds =
            matches!(element, E::Article | E::Body | E::Div | E::Form | E::Main | E::Section | E::TableCell);
        let Ok(id) = ElementId::try_from(self.elements.len()) else {
            return around;
        };
        self.elements.push((around, holds));
        id
    }

    /// The innermost element that holds nearly all of some text, given where its pieces stand and how long they are.
    pub(super) fn holder(&self, pieces: impl Iterator<Item = (ElementId, usize)>) -> ElementId {
        let mut lengths = vec![0; self.elements.len()];
        for (element, length) in pieces {
            lengths[element as usize] += length;
        }
        for id in (1..lengths.len()).rev() {
            lengths[self.elements[id].0 as usize] += lengths[id];
        }
        // Of two elements that both hold most of the text one stands in the other, and has the larger number.
        let enough = |id: &usize| self.elements[*id].1 && lengths[*id] * 100 >= lengths[0] * NEARLY_ALL;
        let innermost = (0..lengths.len()).rev().find(enough).unwrap_or_default();
        ElementId::try_from(innermost).unwrap_or_default()
    }

    /// Whether `element` is `holder` or stands in it.
    pub(super) fn is_in(&self, mut element: ElementId, holder: ElementId) -> bool {
        while element > holder {
            element = self.elements[element as usize].0;
        }
        element == holder
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_holder_is_the_innermost() {
        let mut tree = ElementTree::default();
        let body = tree.add(0, Element::Body);
        let article = tree.add(body, Element::Div);
        let (first, second) = (tree.add(article, Element::Paragraph), tree.add(article, Element::Paragraph));
        let below = tree.add(body, Element::Div);
        let holder = tree.holder([(first, 400), (second, 500), (below, 100)].into_iter());
        assert_eq!(holder, article);
        assert!(tree.is_in(second, holder) && tree.is_in(article, holder));
        assert!(!tree.is_in(below, holder) && !tree.is_in(body, holder));
        assert_eq!(tree.holder([(first, 400), (below, 400)].into_iter()), body);
        assert_eq!(
            tree.holder([(first, 900), (below, 1)].into_iter()),
            article,
            "a paragraph holds no article"
        );
    }
}
