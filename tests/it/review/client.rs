//! A server of its own for each test, and a client that sends exactly what it is told.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use crate::support::SAYSO;

/// Words as a form or an address has them.
pub(crate) fn encoded(words: &str) -> String {
    words.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat()
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    /// The cookie of the session that begins with it.
    pub(crate) fn session(&self) -> String {
        let cookie = self.head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a session");
        assert!(cookie.contains("HttpOnly; SameSite=Strict"), "{cookie}");
        cookie.split(';').next().unwrap_or_default().to_owned()
    }
}

/// A server, and the session of whoever opened its link.
pub(crate) struct Server {
    process: Child,
    pub(crate) host: String,
    pub(crate) enter: String,
    pub(crate) cookie: String,
}

impl Server {
    /// A server whose link nobody has used.
    pub(crate) fn launch(output: &str, arguments: &[&str]) -> Self {
        let mut command = Command::new(SAYSO);
        command.args(["review", output, "--listen", "127.0.0.1:0"]).args(arguments);
        let mut process = command.stderr(Stdio::piped()).spawn().expect("the server starts");
        let told = BufReader::new(process.stderr.take().expect("it talks"));
        let line =
            told.lines().map_while(Result::ok).find(|line| line.contains("http://")).expect("an address");
        let address = line.split("http://").nth(1).expect("an address");
        let (host, path) = address.split_once('/').expect("a page");
        let enter = format!("/{}", path.trim());
        Self { process, host: host.to_owned(), enter, cookie: String::new() }
    }

    /// A server without accounts whose link was used.
    pub(crate) fn start(output: &str, arguments: &[&str]) -> Self {
        let mut server = Self::launch(output, arguments);
        let entered = server.get(&server.enter);
        assert_eq!(entered.status, 303, "{}", entered.head);
        server.cookie = entered.session();
        server
    }

    #[cfg(feature = "browser")]
    /// The address of a page.
    pub(crate) fn address(&self, page: &str) -> String {
        format!("http://{}{page}", self.host)
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.raw(&format!("GET {path} HTTP/1.1"), &[("Host", &self.host), ("Cookie", &self.cookie)], "")
    }

    pub(crate) fn post(&self, path: &str, body: &str) -> Answer {
        self.try_post(path, body).expect("an answer")
    }

    pub(crate) fn try_post(&self, path: &str, body: &str) -> Option<Answer> {
        let origin = format!("http://{}", self.host);
        let headers = [("Host", &*self.host), ("Cookie", &self.cookie), ("Origin", &origin)];
        self.send(&format!("POST {path} HTTP/1.1"), &headers, body)
    }

    pub(crate) fn raw(&self, line: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        self.send(line, headers, body).expect("an answer")
    }

    fn send(&self, line: &str, headers: &[(&str, &str)], body: &str) -> Option<Answer> {
        let mut stream = TcpStream::connect(&self.host).ok()?;
        let length = body.len().to_string();
        let posted = [("Content-Type", "application/x-www-form-urlencoded"), ("Content-Length", &length)];
        let more = if line.starts_with("POST") { &posted[..] } else { &[] };
        let mut request = format!("{line}\r\nConnection: close\r\n");
        for (name, value) in headers.iter().chain(more) {
            request.extend([*name, ": ", *value, "\r\n"]);
        }
        // A server that has refused does not read the rest.
        let _ = stream.write_all(format!("{request}\r\n{body}").as_bytes());
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some(Answer { status, head: head.replace("\r\n", "\n"), body: body.to_owned() })
    }

    /// What whoever has this cookie gets for a form.
    pub(crate) fn post_as(&self, cookie: &str, path: &str, body: &str) -> Answer {
        let origin = format!("http://{}", self.host);
        let headers = [("Host", &*self.host), ("Cookie", cookie), ("Origin", &origin)];
        self.raw(&format!("POST {path} HTTP/1.1"), &headers, body)
    }

    /// Opens the account of an invitation, and begins a session.
    pub(crate) fn accept(&self, link: &str) -> String {
        let token = link.split("token=").nth(1).expect("a token");
        let password = "four+words+of+our+own";
        let answer =
            self.post_as("", "/invitation", &format!("token={token}&password={password}&again={password}"));
        assert_eq!(answer.status, 303, "{}", answer.body);
        answer.session()
    }

    /// The number of the process.
    pub(crate) fn process(&self) -> u32 {
        self.process.id()
    }

    pub(crate) fn kill(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}
