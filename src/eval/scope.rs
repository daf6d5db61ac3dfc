//! How far a source stands from what it says, over the claims that both sides have.
//!
//! Every claim has one link at the most: to the source of its attribution. A predicted link of a scope is right when
//! the gold labels attribute the claim to the same source, whatever scope they give it; a gold link is found when
//! the prediction attributes the claim to the same source, whatever its scope. So a sentence that the gold labels call
//! `carried` and the prediction `sentence` is no mistake as long as both name the same source. The method is ours.
//!
//! Sources are the same when half of their words are common by their places, when their resolved names are equal, or
//! when both are the speaker of the whole document, have no words in it, and one of them no name. A gold attribution
//! without a scope belongs to none: it bears out predicted links, and none is missed for it.

use super::ScopeScores;
use super::labels::{Attribution, Source};
use super::names::Name;
use super::score::same_words;
use super::text::Text;
use crate::document::Scope;
use crate::record::Offsets;

/// An attribution, and where its source stands; no places where the source's words are not in the text.
type Link<'a> = (&'a Attribution, Option<&'a [Offsets]>);

/// Adds the links of a claim that both sides have.
pub(super) fn score(
    sum: &mut ScopeScores,
    gold: Option<Link<'_>>,
    predicted: Option<Link<'_>>,
    text: &Text<'_>,
) {
    let agree = gold.zip(predicted).is_some_and(|(gold, predicted)| same_source(gold, predicted, text));
    let is = |link: Option<Link<'_>>, scope| link.is_some_and(|(found, _)| found.scope == Some(scope));
    for (links, scope) in [(&mut sum.carried, Scope::Carried), (&mut sum.document, Scope::Document)] {
        links.count(is(gold, scope), is(predicted, scope), agree);
    }
}

fn same_source(gold: Link<'_>, predicted: Link<'_>, text: &Text<'_>) -> bool {
    let (Some(one), Some(other)) = (&gold.0.source, &predicted.0.source) else { return false };
    let [expected, found] = [gold, predicted].map(|(_, spans)| spans.unwrap_or_default());
    let names = name(one).zip(name(other));
    if names.is_some_and(|(one, other)| one.equals(&other)) || same_words(text, expected, found) {
        return true;
    }
    let of_document =
        |link: Link<'_>| link.0.scope == Some(Scope::Document) && link.1.is_some_and(<[_]>::is_empty);
    of_document(gold) && of_document(predicted) && (one.name.is_none() || other.name.is_none())
}

fn name(source: &Source) -> Option<Name> {
    source.name.as_deref().map(Name::new)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::eval::tests::{check, claim, merge, place};

    /// One claim, its attribution with this scope, and the source.
    fn link(scope: &Value, source: &Value) -> Value {
        let claim = claim("Experts say so.", &json!(["assertion"]), "attributed");
        json!({"claims": [claim], "attributions": [{"id": "a1", "scope": scope, "source": source}]})
    }

    #[test]
    fn links_are_right_when_their_sources_are_the_same() {
        let at = |quote| json!({"text": quote, "spans": [place(quote, 0)]});
        let called = |name| json!({"text": "Office", "spans": [place("Office", 0)], "name": name});
        let (carried, sentence, document) = (json!("carried"), json!("sentence"), json!("document"));
        let speaker = |name: Value| link(&document, &json!({"text": null, "name": name}));
        let (near, far) = ("/scope/carried", "/scope/document");
        let tea = || at("Office of Tea");
        let renamed = merge(tea(), &json!({"name": "the Tea Office"}));
        let nobody = || json!({"claims": link(&carried, &tea())["claims"], "attributions": []});
        check(&[
            ("the same", link(&carried, &tea()), link(&carried, &tea()), &[(near, &[1, 1, 1, 1])]),
            (
                "half of the words",
                link(&carried, &tea()),
                link(&carried, &at("Office of")),
                &[(near, &[1, 1, 1, 1])],
            ),
            (
                "another source",
                link(&carried, &tea()),
                link(&carried, &at("Experts")),
                &[(near, &[0, 1, 0, 1])],
            ),
            (
                "the same name",
                link(&carried, &renamed),
                link(&carried, &called("Tea Office")),
                &[(near, &[1, 1, 1, 1])],
            ),
            (
                "another name",
                link(&carried, &at("Experts")),
                link(&carried, &called("Tea Office")),
                &[(near, &[0, 1, 0, 1])],
            ),
            (
                "found in the sentence",
                link(&carried, &tea()),
                link(&sentence, &tea()),
                &[(near, &[0, 0, 1, 1])],
            ),
            (
                "carried by one side",
                link(&sentence, &tea()),
                link(&carried, &tea()),
                &[(near, &[1, 1, 0, 0])],
            ),
            (
                "no scope labelled",
                link(&Value::Null, &tea()),
                link(&carried, &tea()),
                &[(near, &[1, 1, 0, 0])],
            ),
            ("nobody says so", nobody(), link(&carried, &tea()), &[(near, &[0, 1, 0, 0])]),
            ("nobody found", link(&carried, &tea()), nobody(), &[(near, &[0, 0, 0, 1])]),
            (
                "a source that is null",
                link(&carried, &tea()),
                link(&carried, &Value::Null),
                &[(near, &[0, 1, 0, 1])],
            ),
            ("no prediction", link(&carried, &tea()), Value::Null, &[(near, &[0, 0, 0, 0])]),
            (
                "attributions not labelled",
                json!({"claims": nobody()["claims"]}),
                link(&carried, &tea()),
                &[(near, &[0, 0, 0, 0])],
            ),
            (
                "a speaker whom nobody names",
                speaker(Value::Null),
                speaker(Value::Null),
                &[(far, &[1, 1, 1, 1])],
            ),
            (
                "named by the data beside it",
                speaker(Value::Null),
                speaker(json!("Ann Bee")),
                &[(far, &[1, 1, 1, 1])],
            ),
            ("two names", speaker(json!("Ann Bee")), speaker(json!("Cy Dee")), &[(far, &[0, 1, 0, 1])]),
            ("a speaker with words", speaker(Value::Null), link(&document, &tea()), &[(far, &[0, 1, 0, 1])]),
            ("a speaker next door", speaker(Value::Null), link(&carried, &tea()), &[(far, &[0, 0, 0, 1])]),
        ]);
    }
}
