//! The store from inside the crate: what goes in comes out, also after a new run.

use std::path::PathBuf;
use std::time::Duration;

use tempfile::TempDir;

use super::*;
use crate::ingest::RawDocument;
use crate::pipeline::Pipeline;
use crate::review::decision::{Action, RejectReason};
use crate::review::state::Status;
use crate::rules::RuleSet;

/// A run in a folder that goes away with the test.
struct Desk {
    folder: TempDir,
}

const ASYLUM: &str = "Asylum hotels\n\nSome 42% of asylum claims were refused last year. Officials say that 5,000 people \
    wait. Home Office figures show that 300 officers left in 2023. It is the worst backlog ever.";
const PRISON: &str = "Prisons\n\nOfficial figures show that 2,600 officers left last year. Experts say it is getting \
    worse. The prison spent £1.2m on repairs.";

impl Desk {
    fn with(texts: &[(&str, &str)]) -> Self {
        let desk = Self { folder: TempDir::new().expect("a folder") };
        desk.write(texts);
        desk
    }

    fn output(&self) -> PathBuf {
        self.folder.path().join("out.jsonl")
    }

    fn write(&self, texts: &[(&str, &str)]) {
        let pipeline = Pipeline::new(RuleSet::builtin().expect("rules"), None);
        let lines = texts.iter().map(|(name, text)| {
            let record = pipeline.process(&RawDocument::text(name, text)).expect("a record");
            serde_json::to_string(&record).expect("JSON") + "\n"
        });
        fs::write(self.output(), lines.collect::<String>()).expect("an output");
        // Two writes within one tick of the clock would look like one run.
        std::thread::sleep(Duration::from_millis(5));
    }

    fn open(&self) -> (Store, Option<Imported>) {
        Store::open(&self.output()).expect("a store")
    }
}

fn texts_of(store: &Store, filter: &Filter) -> Vec<String> {
    let found = store.find(filter).expect("a filter");
    let claims: Vec<u32> = store.page(&found, None, 99).into_iter().map(|(_, claim)| claim).collect();
    store.lines(&claims).expect("lines").into_iter().map(|line| line.text).collect()
}

fn claim_with(store: &Store, words: &str) -> u32 {
    let found = store.find(&Filter { words: words.to_owned(), ..Filter::default() }).expect("a filter");
    let [(_, claim)] = store.page(&found, None, 9)[..] else { panic!("{words}: {} claims", found.count()) };
    claim
}

fn reject() -> Action {
    Action::Reject { reason: RejectReason::Duplicate, note: "again".into() }
}

#[test]
fn filters_combine() {
    let desk = Desk::with(&[("asylum.txt", ASYLUM), ("prison.txt", PRISON)]);
    let (store, imported) = desk.open();
    assert_eq!(imported.map(|imported| imported.documents), Some(2));
    let value = |facet, value: &str| (facet, value.to_owned());
    let by = |values: &[(&'static str, String)]| Filter { values: values.to_vec(), ..Filter::default() };
    let words = |words: &str| Filter { words: words.to_owned(), ..Filter::default() };
    let rows: [(&str, Filter, &[&str]); 9] = [
        ("a verdict", by(&[value("verdict", "vague")]), &["Officials say", "Experts say"]),
        ("a kind", by(&[value("figure_kind", "percent")]), &["Some 42%"]),
        (
            "two values of one",
            by(&[value("figure_kind", "percent"), value("figure_kind", "money")]),
            &["Some 42%", "The prison spent"],
        ),
        (
            "two facets",
            by(&[value("verdict", "unsourced"), value("figure_kind", "money")]),
            &["The prison spent"],
        ),
        ("words, in any form", words("officer leave OR"), &[]),
        ("words", words("officer"), &["Home Office figures", "Official figures"]),
        (
            "words and a value",
            Filter { values: vec![value("verdict", "vague")], ..words("people") },
            &["Officials say"],
        ),
        (
            "a range of values",
            Filter { least: Some(1000.0), most: Some(5000.0), ..Filter::default() },
            &["Officials say", "Official figures"],
        ),
        (
            "words of the document",
            Filter {
                search_in: SearchIn::Documents,
                values: vec![value("verdict", "vague")],
                ..words("asylum")
            },
            &["Officials say"],
        ),
    ];
    for (name, filter, expected) in rows {
        let mut found = texts_of(&store, &filter);
        found.sort();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(found.len(), expected.len(), "{name}: {found:?}");
        assert!(
            found.iter().zip(&expected).all(|(text, start)| text.starts_with(start)),
            "{name}: {found:?}"
        );
    }
}

#[test]
fn pages_follow_one_another_without_gaps() {
    let desk = Desk::with(&[("asylum.txt", ASYLUM), ("prison.txt", PRISON)]);
    let (store, _) = desk.open();
    let found = store.find(&Filter::default()).expect("all");
    let whole = store.page(&found, None, 99);
    let mut paged = store.page(&found, None, 2);
    while let Some((place, _)) = paged.last().copied().filter(|_| paged.len() < whole.len()) {
        paged.extend(store.page(&found, Some(place), 2));
    }
    assert_eq!(paged, whole);
    let (first, second) = (whole[0].1, whole[1].1);
    assert_eq!(
        (store.beside(&found, first), store.beside(&found, second).0),
        ((None, Some(second)), Some(first))
    );
}

#[test]
fn two_who_saw_the_same_version_do_not_overwrite_each_other() {
    let desk = Desk::with(&[("prison.txt", PRISON)]);
    let (store, _) = desk.open();
    let claim = claim_with(&store, "repairs");
    store.act(claim, 0, "ada", &Action::Accept).expect("the first is taken");
    let refused = store.act(claim, 0, "ben", &reject()).expect_err("the second saw an old version");
    assert!(
        matches!(refused, ReviewError::Conflict { ref who, did: "accepted", .. } if who == "ada"),
        "{refused}"
    );
    store.act(claim, 1, "ben", &reject()).expect("taken, beside the first");
    let state = store.claim(claim).expect("the claim").state;
    assert_eq!((state.status(), state.opinions.len()), (Status::Disputed, 2));
    assert_eq!(store.undo(None, "ben").expect("undone").state.status(), Status::Accepted);
    assert!(store.undo(None, "ben").is_err(), "there is nothing more of ben's");
    assert_eq!(store.claim(claim).expect("the claim").events.len(), 3, "the history has all of it");
}

#[test]
fn decisions_survive_a_new_run() {
    let desk = Desk::with(&[("asylum.txt", ASYLUM), ("prison.txt", PRISON)]);
    let (same, moved, gone) = {
        let (store, _) = desk.open();
        let claims = ["repairs", "hotels OR claims refused", "backlog"].map(|words| {
            let words = if words.starts_with("hotels") { "asylum" } else { words };
            claim_with(&store, words)
        });
        for claim in claims {
            store.act(claim, 0, "ada", &reject()).expect("taken");
        }
        (claims[0], claims[1], claims[2])
    };
    assert_ne!((same, moved), (moved, gone));
    let changed = ASYLUM
        .replace("Asylum hotels\n\n", "Asylum hotels again\n\nMore of it. ")
        .replace("worst backlog", "longest backlog");
    desk.write(&[
        ("new.txt", "A new document says that 12 people came."),
        ("asylum.txt", &changed),
        ("prison.txt", PRISON),
    ]);
    let (store, imported) = desk.open();
    let imported = imported.expect("a new run");
    assert_eq!((imported.documents, imported.matched, imported.unmatched), (3, 2, 1));
    let state = |words| store.claim(claim_with(&store, words)).expect("the claim");
    assert_eq!(
        (state("repairs").state.status(), state("repairs").matched.as_deref()),
        (Status::Rejected, Some("same"))
    );
    assert_eq!(state("asylum").matched.as_deref(), Some("changed document"));
    let unmatched = store.unmatched().expect("a list");
    assert_eq!(unmatched.len(), 1);
    assert!(unmatched[0].quote.contains("worst backlog") && unmatched[0].snapshot.contains("worst backlog"));
    drop(store);
    // When the old run comes back, so does the claim.
    desk.write(&[("asylum.txt", ASYLUM), ("prison.txt", PRISON)]);
    let (store, imported) = desk.open();
    assert_eq!(imported.map(|imported| (imported.matched, imported.unmatched)), Some((3, 0)));
    drop(store);
    assert_eq!(check(&database_of(&desk.output())).expect("checked").problems, Vec::<String>::new());
}

#[test]
fn equal_sentences_keep_their_own_decisions() {
    let text =
        "Title\n\nThe prison lost 40 officers. Nothing else.\n\nThe prison lost 40 officers. It was bad.";
    let desk = Desk::with(&[("twice.txt", text)]);
    let second = {
        let (store, _) = desk.open();
        let found = store.find(&Filter { words: "lost".into(), ..Filter::default() }).expect("both");
        let mut claims: Vec<u32> = store.page(&found, None, 9).into_iter().map(|(_, claim)| claim).collect();
        claims.sort_unstable();
        store.act(claims[1], 0, "ada", &Action::Accept).expect("taken");
        claims[1]
    };
    desk.write(&[("twice.txt", text)]);
    fs::File::open(desk.output())
        .and_then(|file| file.set_modified(std::time::SystemTime::now()))
        .expect("touched");
    let (store, _) = desk.open();
    assert_eq!(store.claim(second).expect("the claim").state.status(), Status::Accepted);
    assert_eq!(store.claim(second - 1).expect("the claim").state.status(), Status::Open);
}

#[test]
fn what_was_written_cannot_be_changed_unseen() {
    let desk = Desk::with(&[("prison.txt", PRISON)]);
    {
        let (store, _) = desk.open();
        for version in 0..3 {
            store.act(0, version, "ada", &Action::Note { text: format!("note {version}") }).expect("taken");
        }
        let connection = store.writer();
        assert!(connection.execute("UPDATE events SET reviewer = 'eve'", []).is_err());
        assert!(connection.execute("DELETE FROM events", []).is_err());
    }
    let database = database_of(&desk.output());
    assert_eq!(check(&database).expect("checked"), Checked { events: 3, subjects: 1, problems: Vec::new() });
    let copy = desk.folder.path().join("copy.sqlite");
    backup(&database, &copy).expect("a backup");
    assert!(backup(&database, &copy).is_err(), "nothing is overwritten");
    assert_eq!(check(&copy).expect("checked").events, 3);
    let connection = Connection::open(&database).expect("the file");
    connection
        .execute_batch(
            "DROP TRIGGER events_stay_as_written; UPDATE events SET reviewer = 'eve' WHERE id = 2;",
        )
        .expect("a forger has the file");
    drop(connection);
    assert!(check(&database).expect("checked").problems[0].contains("event 2"));
}

#[test]
fn one_database_has_one_server() {
    let desk = Desk::with(&[("prison.txt", PRISON)]);
    let (_store, _) = desk.open();
    assert!(matches!(Store::open(&desk.output()), Err(ReviewError::Busy(_))));
}

#[test]
fn what_is_no_run_is_refused_with_its_line() {
    let desk = Desk::with(&[("prison.txt", PRISON)]);
    fs::write(desk.output(), fs::read_to_string(desk.output()).expect("lines") + "{\"x\":1}\n")
        .expect("written");
    let error = Store::open(&desk.output()).expect_err("no record");
    assert!(matches!(error, ReviewError::Record { line: 2, .. }), "{error}");
    assert!(!database_of(&desk.output()).exists(), "nothing is half in");
}

#[test]
fn passwords_and_links() {
    let desk = Desk::with(&[("prison.txt", PRISON)]);
    let (store, _) = desk.open();
    store.set_account("Ada", Role::Admin, true).expect("an account");
    assert!(store.set_account("<b>", Role::Admin, true).is_err());
    let link = store.invite("Ada").expect("a link");
    assert_eq!(store.invited(&link).expect("known").as_deref(), Some("Ada"));
    assert_eq!(store.use_link(&link).expect("used").as_deref(), Some("Ada"));
    assert_eq!(store.use_link(&link).expect("used up"), None);
    assert!(!store.is_password("Ada", "").expect("none is set"));
    assert!(store.set_password("Ada", "short").is_err());
    store.set_password("Ada", "correct horse battery").expect("set");
    assert!(store.is_password("Ada", "correct horse battery").expect("checked"));
    assert!(!store.is_password("Ada", "correct horse batterz").expect("checked"));
    assert!(!store.is_password("Eve", "correct horse battery").expect("checked"));
    let token = store.begin_session("Ada").expect("a session");
    assert_eq!(store.session(&token).expect("open").map(|account| account.role), Some(Role::Admin));
    assert_eq!(store.session("else").expect("none"), None);
    store.set_account("Ada", Role::Admin, false).expect("closed");
    assert_eq!(store.session(&token).expect("closed"), None);
}
