//! `sayso review` over real HTTP: who is let in, what is kept, what is drawn.

pub(crate) mod client;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use self::client::{Answer, Server, encoded};
use crate::support::{Folder, ROOT, SAMPLES, SAYSO, report, sayso};

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

/// Fifty decisions and more a second by ten hands, and a kill in their midst, with requests in flight.
#[test]
fn a_killed_server_loses_nothing_that_it_acknowledged() {
    let folder = Folder::new();
    let ran = sayso(&["tag", SAMPLES, "-o", &folder.typed("out.jsonl"), "--quiet"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let mut acknowledged = Vec::new();
    for round in 0..3 {
        let server = Server::start(&folder.typed("out.jsonl"), &["--reviewer", "ada"]);
        let begun = Instant::now();
        let new: Vec<String> = thread::scope(|scope| {
            let hands: Vec<_> = (0..10)
                .map(|hand| (hand, &server))
                .map(|(hand, server)| scope.spawn(move || busy(server, round, hand)))
                .collect();
            thread::sleep(Duration::from_millis(1500 + 137 * round));
            let killed = Command::new("kill").args(["-9", &server.process().to_string()]).status();
            assert!(killed.expect("kill runs").success());
            hands.into_iter().flat_map(|hand| hand.join().expect("no panic")).collect()
        });
        let (made, took) = (new.len() as u128, begun.elapsed().as_millis());
        assert!(made * 1000 >= 50 * took, "{made} decisions in {took} ms");
        acknowledged.extend(new);
    }
    let server = Server::start(&folder.typed("out.jsonl"), &["--reviewer", "ada"]);
    let kept = server.get("/out/reviewed.jsonl").body;
    let lost = acknowledged.iter().filter(|note| !kept.contains(&format!("\"{note}\"")));
    report(&lost.map(|note| format!("{note} was acknowledged and is lost")).collect::<Vec<_>>());
    drop(server);
    let checked =
        Command::new(SAYSO).args(["review", "check", &folder.typed("out.jsonl")]).output().expect("it runs");
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
}

/// Writes notes on claims of its own until the server is gone; returns those that were acknowledged.
fn busy(server: &Server, round: u64, hand: usize) -> Vec<String> {
    let mut notes = Vec::new();
    for number in 0..15 {
        let claim = usize::try_from(round).unwrap_or_default() * 150 + hand * 15 + number;
        for version in 0..20 {
            let note = format!("note {round} {hand} {number} {version}");
            let body = format!("action=note&version={version}&text={}", note.replace(' ', "+"));
            match server.try_post(&format!("/claim/{claim}"), &body) {
                Some(Answer { status: 303, .. }) => notes.push(note),
                Some(Answer { status, .. }) => panic!("{note}: {status}"),
                None => return notes,
            }
        }
    }
    notes
}

#[test]
fn twenty_reviewers_at_once() {
    let (folder, server) = desk();
    drop(server);
    let server = Server::launch(&folder.typed("out.jsonl"), &["--reviewer", "eve", "--multi-user"]);
    let eve = server.accept(&server.enter);
    let cookies: Vec<(String, String)> = (0..20)
        .map(|number| {
            let name = format!("reader {number}");
            let invited = server
                .post_as(&eve, "/accounts", &format!("do=invite&role=reviewer&name={}", encoded(&name)))
                .body;
            let link = invited
                .split("class=\"link\">")
                .nth(1)
                .and_then(|rest| rest.split('<').next())
                .expect("a link");
            (server.accept(link), name)
        })
        .collect();
    let conflicts: usize = thread::scope(|scope| {
        let hands: Vec<_> = cookies
            .iter()
            .map(|(cookie, name)| (cookie, name, &server))
            .map(|(cookie, name, server)| scope.spawn(move || opine(server, cookie, name)))
            .collect();
        hands.into_iter().map(|hand| hand.join().expect("no panic")).sum()
    });
    assert!(conflicts > 0, "twenty who see version 0 meet each other");
    let page = server.raw("GET /claim/0 HTTP/1.1", &[("Host", &server.host), ("Cookie", &eve)], "").body;
    report(
        &cookies
            .iter()
            .filter(|(_, name)| !page.contains(&format!("{name} <b>")))
            .map(|(_, name)| format!("{name} is lost"))
            .collect::<Vec<_>>(),
    );
}

/// Accepts or rejects a claim, again after each conflict with the version that the answer shows; returns how many there were.
fn opine(server: &Server, cookie: &str, name: &str) -> usize {
    let decision = if name.ends_with('1') { "action=reject&reason=duplicate" } else { "action=accept" };
    let mut version = "0".to_owned();
    for conflicts in 0..400 {
        let answer = server.post_as(cookie, "/claim/0", &format!("{decision}&version={version}"));
        match answer.status {
            303 => return conflicts,
            409 => {}
            status => panic!("{name}: {status}"),
        }
        let shown =
            answer.body.split("name=\"version\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        shown.expect("the version of now").clone_into(&mut version);
    }
    panic!("{name} never got through");
}

#[test]
fn slow_clients_are_shown_out() {
    let (_folder, server) = desk();
    let head = format!(
        "POST /claim/0 HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nCookie: {1}\r\nContent-Length: 90\r\n\r\naction=",
        server.host, server.cookie
    );
    thread::scope(|scope| {
        for (name, begin, most) in
            [("a head", "GET / HTTP/1.1\r\nHost: ", 14), ("a body", &*head, 20), ("nothing", "", 14)]
        {
            let server = &server;
            scope.spawn(move || {
                let mut stream = TcpStream::connect(&server.host).expect("a connection");
                stream.write_all(begin.as_bytes()).expect("it takes that");
                stream.set_read_timeout(Some(Duration::from_secs(40))).expect("a timeout");
                let begun = Instant::now();
                let mut answer = Vec::new();
                let _ = stream.read_to_end(&mut answer);
                assert!(begun.elapsed() < Duration::from_secs(most), "{name}: {:?}", begun.elapsed());
                assert!(!String::from_utf8_lossy(&answer).starts_with("HTTP/1.1 200"), "{name}");
            });
        }
        // Others are served meanwhile.
        assert_eq!(server.get("/").status, 200);
    });
}

#[test]
fn a_stolen_cookie_is_worth_nothing_elsewhere_or_later() {
    let (_folder, server) = desk();
    let (_other_folder, other) = desk();
    assert_eq!(
        other.raw("GET / HTTP/1.1", &[("Host", &other.host), ("Cookie", &server.cookie)], "").status,
        401
    );
    let renamed = format!(
        "{}={}",
        other.cookie.split('=').next().unwrap_or_default(),
        server.cookie.split('=').nth(1).unwrap_or_default()
    );
    assert_eq!(other.raw("GET / HTTP/1.1", &[("Host", &other.host), ("Cookie", &renamed)], "").status, 401);
    assert_eq!(server.post("/leave", "").status, 200);
    assert_eq!(server.get("/").status, 401);
    assert_eq!(server.post("/claim/0", "action=accept&version=0").status, 401);
}

/// Reviewing improves the model: what is exported as gold is what `eval` and the readers of `scripts/train.py` take.
#[test]
fn gold_labels_are_taken_in() {
    let (folder, server) = desk();
    for claim in 0..20 {
        let status = server.post(&format!("/claim/{claim}"), "action=accept&version=0").status;
        assert!(matches!(status, 303 | 404), "{claim}: {status}");
    }
    drop(server);
    let exported =
        sayso(&["review", "export", &folder.typed("out.jsonl"), "--as", "gold", "-o", &folder.typed("gold")]);
    assert_eq!(exported.code, Some(0), "{}", exported.stderr);
    let ran = sayso(&[
        "tag",
        "--include",
        "*.txt",
        &folder.typed("gold"),
        "-o",
        &folder.typed("again.jsonl"),
        "--quiet",
    ]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let scored =
        sayso(&["eval", "--gold", &folder.typed("gold"), "--pred", &folder.typed("again.jsonl"), "--json"]);
    assert_eq!(scored.code, Some(0), "{}", scored.stderr);
    let found: serde_json::Value = serde_json::from_str(&scored.stdout).expect("JSON");
    assert!(found["claim"]["f1"].as_f64().is_some_and(|f1| f1 > 0.99), "{}", scored.stdout);
    // What the trainer's reader does first with labels: find every quote in the text.
    let script = "import json, sys; sys.path.insert(0, 'scripts'); from gold import fill\n\
        records = [json.loads(line) for line in open(sys.argv[2])]\n\
        import pathlib\n\
        for record in records:\n    \
            path = pathlib.Path(sys.argv[1]) / pathlib.Path(record['source']['path']).name\n    \
            problems = fill(json.loads(path.with_suffix('.json').read_text()), record['text'])\n    \
            assert not problems, problems\n\
        assert records";
    let read = Command::new("python3")
        .args(["-c", script, &folder.typed("gold"), &folder.typed("again.jsonl")])
        .current_dir(ROOT)
        .output();
    let Ok(read) = read else { return };
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
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
