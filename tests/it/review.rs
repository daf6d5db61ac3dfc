//! `sayso review` over real HTTP: who is let in, what is kept, what is drawn.

pub(crate) mod client;

use std::process::Command;
use std::thread;

use self::client::{Answer, Server};
use crate::support::{Folder, SAYSO, report, sayso};

const HOSTILE: &str = "<script>window.ran=1</script> \"><img src=x onerror=alert(1)> {{ 7*7 }} {% raw %}\n\nOfficial figures \
    show that 2,600 <svg onload=alert(1)> officers left last year. Experts say it is \"><script>alert(1)</script> worse. \
    The prison spent £1.2m on 'javascript:alert(1)' repairs.";

/// A run of hostile documents under review.
fn desk() -> (Folder, Server) {
    let folder = Folder::with(&[
        ("in/a<b>.txt", HOSTILE),
        ("in/=cmd.txt", "Crime\n\nPolice recorded 40 thefts in 2023."),
    ]);
    let ran = sayso(&["tag", &folder.typed("in"), "-o", &folder.typed("out.jsonl"), "--quiet"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let server = Server::start(&folder.typed("out.jsonl"), &["--reviewer", "ada"]);
    (folder, server)
}

/// What is asked: a name for it, its first line, its headers, the statuses that are right.
type DoorRow<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], &'a [u16]);

#[test]
fn nobody_else_is_let_in() {
    let (_folder, server) = desk();
    let host = server.host.as_str();
    let cookie = server.cookie.as_str();
    let other_port = format!("http://127.0.0.1:{}", 1);
    let post = "POST /claim/0 HTTP/1.1";
    let own = format!("http://{host}");
    let rows: [DoorRow<'_>; 15] = [
        ("the queue", "GET / HTTP/1.1", &[("Host", host), ("Cookie", cookie)], &[200]),
        ("no cookie", "GET / HTTP/1.1", &[("Host", host)], &[401]),
        ("a wrong cookie", "GET / HTTP/1.1", &[("Host", host), ("Cookie", "sayso-1=0")], &[401]),
        ("DNS rebinding", "GET / HTTP/1.1", &[("Host", "evil.example"), ("Cookie", cookie)], &[421]),
        ("no host", "GET / HTTP/1.1", &[("Cookie", cookie)], &[400, 421]),
        (
            "two hosts",
            "GET / HTTP/1.1",
            &[("Host", host), ("Host", "evil.example"), ("Cookie", cookie)],
            &[400, 421],
        ),
        ("no origin", post, &[("Host", host), ("Cookie", cookie)], &[403]),
        (
            "another site",
            post,
            &[("Host", host), ("Cookie", cookie), ("Origin", "https://evil.example")],
            &[403],
        ),
        ("another port", post, &[("Host", host), ("Cookie", cookie), ("Origin", &other_port)], &[403]),
        ("a sandbox", post, &[("Host", host), ("Cookie", cookie), ("Origin", "null")], &[403]),
        ("our form, stolen nothing", post, &[("Host", host), ("Origin", &own)], &[401]),
        (
            "a path",
            "GET /assets/..%2f..%2fetc%2fpasswd HTTP/1.1",
            &[("Host", host), ("Cookie", cookie)],
            &[404],
        ),
        (
            "a path",
            "GET /out/..%2fout.jsonl.review.sqlite HTTP/1.1",
            &[("Host", host), ("Cookie", cookie)],
            &[404],
        ),
        ("a path", "GET /claim/..%2f..%2f0 HTTP/1.1", &[("Host", host), ("Cookie", cookie)], &[404]),
        ("used link", &format!("GET {} HTTP/1.1", server.enter), &[("Host", host)], &[401]),
    ];
    let mut complaints = Vec::new();
    for (name, line, headers, expected) in rows {
        let answer = server.raw(line, headers, "");
        if !expected.contains(&answer.status) {
            complaints.push(format!("{name}: {} and not {expected:?}", answer.status));
        }
        if answer.status != 400 && !answer.head.contains("default-src 'none'") {
            complaints.push(format!("{name}: an answer without a policy\n{}", answer.head));
        }
    }
    report(&complaints);
}

#[test]
fn what_is_too_large_or_unknown_is_refused() {
    let (_folder, server) = desk();
    let rows = [
        ("too large", format!("action=note&version=0&text={}", "x".repeat(400_000)), 413),
        ("an unknown field", "action=accept&version=0&sql=1".to_owned(), 422),
        ("an unknown action", "action=drop&version=0".to_owned(), 422),
        ("a link that runs", "action=rate&version=0&rating=False&link=javascript%3Aalert(1)".to_owned(), 422),
        ("no version", "action=accept".to_owned(), 422),
        (
            "a span outside of the text",
            "action=edit&version=0&verdict=vague&claim_start=5&claim_end=99999999".to_owned(),
            422,
        ),
    ];
    for (name, body, expected) in rows {
        assert_eq!(server.post("/claim/0", &body).status, expected, "{name}");
    }
    assert_eq!(server.get("/claim/99999999").status, 404);
    assert_eq!(server.get("/?nothing=1").status, 422);
}

#[test]
fn documents_stay_text() {
    let (_folder, server) = desk();
    for field in ["text", "tag"] {
        let action = if field == "text" { "note" } else { "tag" };
        let version = u8::from(field == "tag");
        let body = format!("action={action}&version={version}&{field}=%3Cscript%3Ealert(1)%3C%2Fscript%3E");
        assert_eq!(server.post("/claim/0", &body).status, 303);
    }
    for page in
        ["/?state=any", "/claim/0", "/document/1", "/document/2", "/sources", "/overview", "/history", "/out"]
    {
        let body = server.get(page).body;
        for bad in ["<script>", "<img src=x", "<svg onload", "onerror=alert(1)>", "href=\"javascript:"] {
            assert!(!body.contains(bad), "{page} has {bad}");
        }
    }
    let table = server.get("/out/decisions.csv").body;
    assert!(!table.lines().any(|line| line.starts_with('=') || line.contains(",=")), "{table}");
}

#[test]
fn decisions_go_on_and_conflicts_are_told() {
    let (folder, server) = desk();
    let accepted = server.post("/claim/0", "action=accept&version=0");
    assert_eq!(accepted.status, 303);
    assert!(accepted.head.to_lowercase().contains("location: /claim/"), "{}", accepted.head);
    let late = server.post("/claim/0", "action=reject&reason=duplicate&version=0");
    assert_eq!(late.status, 409);
    assert!(late.body.contains("Somebody was faster") && late.body.contains("ada accepted"), "{}", late.body);
    assert_eq!(server.post("/claim/0", "action=reject&reason=duplicate&version=1").status, 303);
    assert_eq!(server.post("/undo", "").status, 303);
    let records = server.get("/out/reviewed.jsonl").body;
    assert!(records.contains("\"status\":\"accepted\""));
    drop(server);
    let checked =
        Command::new(SAYSO).args(["review", "check", &folder.typed("out.jsonl")]).output().expect("it runs");
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}

#[test]
fn a_killed_server_loses_nothing_that_it_acknowledged() {
    let (folder, mut server) = desk();
    let mut acknowledged = 0;
    for version in 0..200 {
        if version == 120 {
            server.kill();
        }
        match server.try_post("/claim/0", &format!("action=note&version={version}&text=note+{version}")) {
            Some(Answer { status: 303, .. }) => acknowledged += 1,
            _ => break,
        }
    }
    assert!(acknowledged >= 100, "{acknowledged}");
    let server = Server::start(&folder.typed("out.jsonl"), &["--reviewer", "ada"]);
    let page = server.get("/claim/0").body;
    assert!((0..acknowledged).all(|note| page.contains(&format!("note {note}<"))), "of {acknowledged}");
}

#[test]
fn twenty_at_once() {
    let (_folder, server) = desk();
    thread::scope(|scope| {
        for reader in 0..20 {
            let server = &server;
            scope.spawn(move || {
                for round in 0..5 {
                    assert_eq!(server.get("/?state=any").status, 200, "{reader}, {round}");
                    let status = server.post("/claim/1", "action=note&version=0&text=me").status;
                    assert!(matches!(status, 303 | 409), "{status}");
                }
            });
        }
    });
    assert_eq!(
        server.get("/claim/1").body.matches("noted").count(),
        1,
        "one of a hundred saw version 0 first"
    );
}

#[test]
fn others_are_kept_out_without_accounts() {
    let (folder, server) = desk();
    drop(server);
    for arguments in [&["--listen", "0.0.0.0:0"][..], &["--listen", "0.0.0.0:0", "--multi-user"]] {
        let output = folder.typed("out.jsonl");
        let ran = Command::new(SAYSO).args(["review", &output]).args(arguments).output().expect("it runs");
        assert_eq!(ran.status.code(), Some(2), "{}", String::from_utf8_lossy(&ran.stderr));
    }
}
