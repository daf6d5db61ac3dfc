//! A real Chromium through Debian's `chromedriver`, driven in plain order: what is asked for has happened when a call returns.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

/// How long anything on a page may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// One window of a browser with a profile of its own.
pub(super) struct Browser {
    runtime: Runtime,
    client: Client,
    driver: Child,
}

/// What the console of the browser has to say since the last time it was asked: refusals of the page's policy too.
#[derive(Debug)]
struct ConsoleLog;

impl WebDriverCompatibleCommand for ConsoleLog {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (hyper::http::Method, Option<String>) {
        (hyper::http::Method::POST, Some(json!({"type": "browser"}).to_string()))
    }
}

impl Browser {
    /// A new one; what it downloads goes into `downloads`.
    pub(super) fn start(downloads: &Path) -> Self {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .spawn()
            .expect("chromedriver; scripts/setup-review.sh installs it");
        let told = BufReader::new(driver.stdout.take().expect("it talks"));
        let port = told.lines().map_while(Result::ok).find_map(|line| {
            line.split("started successfully on port ")
                .nth(1)
                .map(|rest| rest.trim_end_matches('.').to_owned())
        });
        let address = format!("http://127.0.0.1:{}", port.expect("chromedriver says where it listens"));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let client = runtime
            .block_on(
                ClientBuilder::new(HttpConnector::new())
                    .capabilities(capabilities(downloads))
                    .connect(&address),
            )
            .expect("a session of Chromium");
        Self { runtime, client, driver }
    }

    fn wait<T>(&self, work: impl Future<Output = Result<T, CmdError>>) -> T {
        self.runtime.block_on(work).unwrap_or_else(|error| panic!("{error}\non {}", self.address()))
    }

    /// The address of the page.
    pub(super) fn address(&self) -> String {
        self.runtime.block_on(self.client.current_url()).map(|url| url.to_string()).unwrap_or_default()
    }

    pub(super) fn open(&self, address: &str) {
        self.wait(self.client.goto(address));
    }

    fn find(&self, css: &str) -> Element {
        self.wait(self.client.find(Locator::Css(css)))
    }

    pub(super) fn click(&self, css: &str) {
        let element = self.find(css);
        self.wait(element.click());
    }

    /// Presses keys where the focus is.
    pub(super) fn press(&self, keys: &str) {
        let focused = self.wait(self.client.active_element());
        self.wait(focused.send_keys(keys));
    }

    pub(super) fn press_enter(&self) {
        self.press(&char::from(Key::Enter).to_string());
    }

    /// Replaces what a field holds.
    pub(super) fn fill(&self, css: &str, text: &str) {
        let field = self.find(css);
        self.wait(field.clear());
        self.wait(field.send_keys(text));
    }

    /// What `script` returns on the page.
    pub(super) fn run(&self, script: &str) -> Value {
        self.wait(self.client.execute(script, Vec::new()))
    }

    /// What `script` returns on the page, as a text.
    pub(super) fn read(&self, script: &str) -> String {
        self.run(script).as_str().unwrap_or_default().to_owned()
    }

    /// The text of the first element that matches, as it is drawn; empty where there is none.
    pub(super) fn text(&self, css: &str) -> String {
        self.read(&format!("return document.querySelector({})?.innerText", json!(css)))
    }

    /// What the first field that matches holds.
    pub(super) fn value(&self, css: &str) -> String {
        self.read(&format!("return document.querySelector({}).value", json!(css)))
    }

    /// Waits until `condition` holds on the page, which may be on its way.
    pub(super) fn until(&self, condition: &str) {
        let script = format!("return document.readyState === 'complete' && Boolean({condition})");
        let begun = Instant::now();
        // While one page gives way to the next there is nothing to ask.
        while self.runtime.block_on(self.client.execute(&script, Vec::new())).ok() != Some(Value::Bool(true))
        {
            let page = || self.text("body");
            assert!(begun.elapsed() < PATIENCE, "{condition} never held on {}:\n{}", self.address(), page());
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Does what leads to another page, and waits for that.
    pub(super) fn go(&self, act: impl FnOnce(&Self)) {
        self.run("window.left = false");
        act(self);
        self.until("window.left === undefined");
    }

    /// Drags the mouse from before the first of `words` in the document's text to behind their last.
    pub(super) fn select(&self, words: &str) {
        let script = format!(
            "const words = {}, walker = document.createTreeWalker(document.getElementById('text'), NodeFilter.SHOW_TEXT);
             const nodes = []; while (walker.nextNode()) if (walker.currentNode.parentElement.dataset.start) nodes.push(walker.currentNode);
             const at = nodes.map((node) => node.data).join('').indexOf(words);
             const place = (offset) => {{ for (const node of nodes) {{ if (offset <= node.length) return [node, offset]; offset -= node.length; }} }};
             const range = document.createRange(), [first, from] = place(at), [last, to] = place(at + words.length);
             first.parentElement.scrollIntoView({{block: 'center'}});
             range.setStart(first, from); range.setEnd(last, to);
             const boxes = Array.from(range.getClientRects()).filter((box) => box.width > 0), end = boxes[boxes.length - 1];
             return [boxes[0].left, boxes[0].top + boxes[0].height / 2, end.right, end.top + end.height / 2]",
            json!(words)
        );
        let found = self.run(&script);
        let at =
            |index: usize| found[index].as_f64().unwrap_or_else(|| panic!("{words:?} is not on the page"));
        let to = |x: f64, y: f64| PointerAction::MoveTo { duration: Some(Duration::from_millis(40)), x, y };
        let drag = MouseActions::new("mouse".to_owned())
            .then(to(at(0) + 0.5, at(1)))
            .then(PointerAction::Down { button: 0 })
            .then(to(at(2) - 0.5, at(3)))
            .then(PointerAction::Up { button: 0 });
        self.wait(self.client.perform_actions(drag));
    }

    /// The words of a dialog that is open.
    pub(super) fn dialog(&self) -> Option<String> {
        self.runtime.block_on(self.client.get_alert_text()).ok()
    }

    /// The session's cookie, as a header has it.
    pub(super) fn cookie(&self) -> String {
        let cookies = self.wait(self.client.get_all_cookies());
        let cookie = cookies.first().expect("a session");
        format!("{}={}", cookie.name(), cookie.value())
    }

    /// What the console complained about since the last time, scripts and styles that the policy refused among it.
    pub(super) fn complaints(&self) -> Vec<String> {
        let log = self.wait(self.client.issue_cmd(ConsoleLog));
        let entries = log.as_array().cloned().unwrap_or_default();
        let messages = entries.iter().filter_map(|entry| entry["message"].as_str());
        // Statuses such as 409 are told as failures to load.
        messages
            .filter(|message| !message.contains("the server responded with a status of"))
            .map(str::to_owned)
            .collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Ends Chromium; a driver that is killed would leave it behind.
        let _ = self.runtime.block_on(self.client.clone().close());
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn capabilities(downloads: &Path) -> Capabilities {
    let options = json!({
        "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,1000",
                 "--no-first-run", "--disable-background-networking", "--disable-component-update"],
        "prefs": {"download.default_directory": downloads.display().to_string(), "download.prompt_for_download": false},
    });
    let all = json!({
        "browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"},
        // A dialog that somebody's text opened must be seen by the test.
        "unhandledPromptBehavior": "ignore",
    });
    all.as_object().cloned().unwrap_or_default()
}
