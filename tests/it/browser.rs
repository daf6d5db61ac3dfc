//! `sayso review` in a real Chromium: what reviewers do with keys, mouse and forms. `scripts/setup-review.sh` installs the browser.

mod chromium;
mod hostile;

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use self::chromium::Browser;
use crate::review::client::Server;
use crate::support::{Folder, sayso};

const PRISON: &str = "Prisons\n\nOfficial figures show that 2,600 officers left last year. Experts say it is getting worse. The prison \
    spent £1.2m on repairs. Some 42% of inmates come from care.";
/// An emoji of four code points and a combining acute accent stand before and within what is selected.
const SIGNS: &str = "Fires\n\nThe 👩‍🚒 union of Cafe\u{301} Road said that 300 crews left in 2023. It is the worst year ever for 5,000 families.";

/// A run of these documents.
fn run_of(documents: &[(&str, &str)]) -> Folder {
    let folder = Folder::new();
    tag(&folder, documents);
    folder
}

fn tag(folder: &Folder, documents: &[(&str, &str)]) {
    for (name, text) in documents {
        folder.write(&format!("in/{name}"), text);
    }
    for name in ["out.jsonl", "out.errors.jsonl", "out.run.json"] {
        let _ = fs::remove_file(folder.path(name));
    }
    let ran = sayso(&["tag", &folder.typed("in"), "-o", &folder.typed("out.jsonl"), "--quiet"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
}

/// A server without accounts, and a browser that opened the printed address.
fn opened(folder: &Folder) -> (Server, Browser) {
    let server = Server::launch(&folder.typed("out.jsonl"), &["--reviewer", "ada"]);
    let browser = Browser::start(&folder.path("downloads"));
    browser.open(&server.address(&server.enter));
    assert_eq!(browser.address(), server.address("/"), "the token is out of the address");
    (server, browser)
}

/// Opens the claim that begins with `words`.
fn open_claim(browser: &Browser, server: &Server, words: &str) {
    browser.open(&server.address("/?state=any"));
    let rows = "Array.from(document.querySelectorAll('[data-row]'))";
    browser.go(|page| {
        page.run(&format!("{rows}.find((row) => row.textContent.startsWith({words:?})).click()"));
    });
    assert!(browser.text("h1").starts_with(words), "{}", browser.text("h1"));
}

/// The reviewed record of the first document whose text has `words`.
fn reviewed(server: &Server, words: &str) -> Value {
    let records = server.get("/out/reviewed.jsonl").body;
    let record = records.lines().find(|line| line.contains(words)).expect("the record");
    serde_json::from_str(record).expect("JSON")
}

#[test]
fn the_queue_is_filtered_searched_and_decided_by_keyboard() {
    let folder = run_of(&[("prison.txt", PRISON)]);
    let (server, browser) = opened(&folder);
    let all =
        browser.run("return document.querySelectorAll('[data-row]').length").as_u64().unwrap_or_default();
    assert!(all >= 4, "{all} claims");

    browser.click("input[name=verdict][value=vague]");
    browser.go(|page| page.click(".apply button"));
    assert!(
        browser.text(".claims").contains("Experts say")
            && !browser.text(".claims").contains("Official figures")
    );
    browser.open(&server.address("/"));
    browser.press("/");
    browser.press("unsourced percentages about care");
    browser.go(Browser::press_enter);
    assert!(browser.text(".read").starts_with("Read as:"), "{}", browser.text("main"));
    assert!(browser.text(".claims").contains("42%"), "{}", browser.text(".claims"));

    browser.open(&server.address("/"));
    browser.press("?");
    browser.until("document.querySelector('dialog').open");
    browser.press(&char::from(fantoccini::key::Key::Escape).to_string());
    browser.until("!document.querySelector('dialog').open");
    // The second row, and back to the first.
    browser.press("j");
    browser.press("j");
    browser.press("k");
    let first = browser.read("return document.activeElement.textContent");
    browser.go(Browser::press_enter);
    assert_eq!(browser.text("h1"), first);
    browser.go(|page| page.press("a"));
    assert!(browser.text(".did").contains("You accepted"), "{}", browser.text(".did"));
    assert_ne!(browser.text("h1"), first, "on to the next claim");
    let second = browser.text("h1");
    browser.press("r");
    assert_eq!(browser.read("return document.activeElement.name"), "reason");
    browser.run("document.activeElement.value = 'duplicate'");
    browser.go(Browser::press_enter);
    assert!(browser.text(".did").contains("You rejected"));
    browser.go(|page| page.press("u"));
    assert!(browser.text(".did").contains("You undid"));
    assert_eq!(browser.text("h1"), second, "the claim whose decision was undone");
    browser.go(|page| page.press("s"));
    assert!(browser.text(".did").contains("You skipped"));
    browser.press("n");
    browser.press("looked at");
    assert_eq!(browser.value("textarea[name=text]"), "looked at", "in a field keys write");
    browser.open(&server.address("/history"));
    let history = browser.text("main");
    for what in ["accepted", "rejected a duplicate", "undid", "skipped"] {
        assert!(history.contains(what), "{what}: {history}");
    }
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn a_span_over_an_emoji_and_a_combining_mark_is_edited_by_selecting_it() {
    let folder = run_of(&[("fires.txt", SIGNS)]);
    let (mut server, browser) = opened(&folder);
    open_claim(&browser, &server, "The 👩‍🚒 union");
    let words = "👩‍🚒 union of Cafe\u{301} Road";
    browser.select(words);
    browser.press("2");
    assert_eq!(browser.value("[name=source_name]"), words);
    browser.go(|page| page.click("#edit button.main"));
    server.cookie = browser.cookie();
    let record = reviewed(&server, "union");
    let text: Vec<char> = record["text"].as_str().unwrap_or_default().chars().collect();
    let claims = record["claims"].as_array().cloned().unwrap_or_default();
    let edit = claims.iter().map(|claim| &claim["review"]["outcome"]).find(|outcome| !outcome.is_null());
    let span = &edit.expect("an edit")["source_span"];
    let at = |index: usize| usize::try_from(span[index].as_u64().expect("a place")).expect("it fits");
    assert_eq!(text[at(0)..at(1)].iter().collect::<String>(), words, "{span}");

    // Over the end of one claim and the beginning of the next: the signs for screen readers between them are no text.
    open_claim(&browser, &server, "The 👩‍🚒 union");
    browser.select("in 2023. It is the worst");
    browser.press("4");
    browser.until("document.querySelector('[name=content_start]').value === '60'");
    assert_eq!(browser.value("[name=content_end]"), "84");
    assert!(
        browser.text("#selected").contains("“in 2023. It is the worst”"),
        "{}",
        browser.text("#selected")
    );
    browser.go(|page| page.click("#undo button"));
    assert!(browser.text(".decide .status").contains("Nobody has decided"), "{}", browser.text(".decide"));
    assert_eq!(browser.complaints(), [""; 0]);
}

/// Invites somebody and opens the account in a browser of its own.
fn invited(admin: &Browser, server: &Server, folder: &Folder, name: &str, role: &str) -> Browser {
    admin.open(&server.address("/accounts"));
    admin.fill("form.inline [name=name]", name);
    admin.run(&format!("document.querySelector('form.inline select').value = {role:?}"));
    admin.go(|page| page.click("form.inline button"));
    let link = admin.text(".link");
    let browser = Browser::start(&folder.path(name));
    open_account(&browser, &link);
    browser
}

fn open_account(browser: &Browser, link: &str) {
    browser.open(link);
    browser.fill("[name=password]", "four words of our own");
    browser.fill("[name=again]", "four words of our own");
    browser.go(|page| page.click("button"));
}

#[test]
fn two_reviewers_in_conflict_and_an_adjudicator() {
    let folder = run_of(&[("prison.txt", PRISON)]);
    let server = Server::launch(&folder.typed("out.jsonl"), &["--reviewer", "eve", "--multi-user"]);
    let eve = Browser::start(&folder.path("eve"));
    open_account(&eve, &server.address(&server.enter));
    let ada = invited(&eve, &server, &folder, "ada", "reviewer");
    let ben = invited(&eve, &server, &folder, "ben", "reviewer");
    for page in [&ada, &ben] {
        open_claim(page, &server, "Experts say");
    }
    ada.go(|page| page.press("a"));
    ben.press("r");
    ben.go(Browser::press_enter);
    let told = ben.text(".conflict");
    assert!(told.contains("Somebody was faster") && told.contains("ada accepted this claim"), "{told}");
    assert!(ben.text(".opinions").contains("ada accepted") && !ben.text(".opinions").contains("ben"));
    ben.go(|page| page.click(".conflict button.main"));
    open_claim(&ben, &server, "Experts say");
    let opinions = ben.text(".opinions");
    assert!(opinions.contains("ada accepted") && opinions.contains("ben rejected"), "{opinions}");
    assert!(ben.text(".decide .status").contains("disputed"));

    // A reviewer neither sees how to settle it nor may.
    assert_eq!(ben.text("[name=upheld]"), "");
    ben.open(&server.address("/agreement"));
    assert!(ben.text("main").contains("role does not allow"), "{}", ben.text("main"));
    eve.open(&server.address("/agreement"));
    assert!(eve.text("main").contains("To settle: 1"), "{}", eve.text("main"));
    eve.go(|page| page.click(".claims a"));
    eve.run("document.querySelector('[name=upheld]').value = 'ben'");
    eve.fill("form.stack [name=note]", "nothing to check");
    eve.go(|page| page.click("form.stack.card button"));
    assert!(eve.text(".decide .status").contains("rejected"), "{}", eve.text(".decide"));
    assert!(eve.text(".opinions").contains("ada accepted"), "an opinion that was not upheld stays");
    eve.open(&server.address("/agreement"));
    assert!(eve.text("main").contains("Nobody differs") && eve.text("main").contains("ada and ben"));

    // Whoever has left is out, also with the way back.
    ada.go(|page| page.click(".who button"));
    ada.open(&server.address("/"));
    assert!(ada.address().ends_with("/login"), "{}", ada.address());
    for page in [&ada, &ben, &eve] {
        assert_eq!(page.complaints(), [""; 0]);
    }
}

#[test]
fn decisions_find_their_claims_in_a_new_run() {
    let folder = run_of(&[("prison.txt", PRISON), ("fires.txt", SIGNS)]);
    let (server, browser) = opened(&folder);
    for words in ["Experts say", "It is the worst year"] {
        open_claim(&browser, &server, words);
        browser.go(|page| page.press("a"));
    }
    drop((server, browser));
    // One document has a new sentence before the claim, the other has lost it.
    thread::sleep(Duration::from_millis(20));
    let longer =
        PRISON.replace("Official figures", "A new wing opened in 2024 for 90 inmates. Official figures");
    tag(&folder, &[("prison.txt", &longer), ("fires.txt", "Fires\n\nSome 300 crews left in 2023.")]);
    let (server, browser) = opened(&folder);
    open_claim(&browser, &server, "Experts say");
    assert!(browser.text("main").contains("The document has changed since this was decided on"));
    assert!(browser.text(".opinions").contains("ada accepted"));
    browser.open(&server.address("/unmatched"));
    assert!(
        browser.text(".card").contains("It is the worst year ever")
            && browser.text(".card").contains("accepted")
    );
}

#[test]
fn exports_are_saved_from_the_page() {
    let folder = run_of(&[("prison.txt", PRISON)]);
    let (server, browser) = opened(&folder);
    open_claim(&browser, &server, "Experts say");
    browser.run("for (const one of document.querySelectorAll('details')) one.open = true");
    browser.fill("[name=rating]", "Half true");
    browser.fill("[name=link]", "https://example.org/check");
    browser.go(|page| page.click("[name=link] ~ button, label:has([name=link]) + button"));
    browser.open(&server.address("/out"));
    for (name, words) in [
        ("decisions.csv", "\"Half true\",\"https://example.org/check\""),
        ("claimreview.json", "\"claimReviewed\": \"Experts say"),
        ("reviewed.jsonl", "\"action\":\"rate\""),
    ] {
        browser.click(&format!("a[href='/out/{name}']"));
        let path = folder.path(&format!("downloads/{name}"));
        let begun = Instant::now();
        while !path.exists() {
            assert!(begun.elapsed() < Duration::from_secs(20), "{name} was not saved");
            thread::sleep(Duration::from_millis(50));
        }
        assert!(folder.read(&format!("downloads/{name}")).contains(words), "{name}");
    }
}
