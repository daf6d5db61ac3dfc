//! The server: one process, one output, pages drawn here and nowhere else.

mod door;
mod guard;
mod limits;
mod routes;

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::Service;

use self::limits::Limits;
use super::desk::{Desk, Options};
use super::error::ReviewError;
use super::store::{Role, Store};

/// Connections at the same time; more wait.
const CONNECTIONS: usize = 256;
/// How long a client may take for the head of a request.
const HEAD: Duration = Duration::from_secs(10);

/// Who may ask, and how often.
struct Gate {
    /// What may stand in `Host`.
    hosts: Vec<String>,
    /// What may stand in `Origin`.
    origins: Vec<String>,
    /// The name of the session's cookie. Cookies go to every port of a host, so the port is in it.
    cookie: String,
    /// Whether cookies and pages go through TLS only.
    secure: bool,
    limits: Limits,
}

impl Gate {
    fn new(options: &Options, address: SocketAddr) -> Self {
        let port = address.port();
        let limits = Limits::new();
        if let Some(public) = &options.public {
            let origin = public.to_lowercase();
            let hosts = vec![origin.trim_start_matches("https://").to_owned()];
            return Self {
                hosts,
                origins: vec![origin],
                cookie: "__Host-sayso".to_owned(),
                secure: true,
                limits,
            };
        }
        let hosts: Vec<String> =
            ["127.0.0.1", "localhost", "[::1]"].iter().map(|host| format!("{host}:{port}")).collect();
        let origins = hosts.iter().map(|host| format!("http://{host}")).collect();
        Self { hosts, origins, cookie: format!("sayso-{port}"), secure: false, limits }
    }
}

/// A server that listens and has not begun.
pub struct Server {
    listener: TcpListener,
    desk: Arc<Desk>,
    gate: Arc<Gate>,
    link: Option<String>,
}

impl Server {
    /// Takes the address and makes the link by which the first one enters.
    ///
    /// # Errors
    ///
    /// When the address is taken, or the options would open the desk to others.
    pub async fn bind(store: Store, options: Options) -> Result<Self, ReviewError> {
        options.check()?;
        let in_use =
            |error: io::Error| ReviewError::Usage(format!("cannot listen on {}: {error}", options.listen));
        let listener = TcpListener::bind(options.listen).await.map_err(in_use)?;
        let address = listener.local_addr().map_err(in_use)?;
        let link = first_link(&store, &options)?;
        let gate = Arc::new(Gate::new(&options, address));
        let origin = options.origin(address);
        let desk = Arc::new(Desk { store, options, origin });
        Ok(Self { listener, desk, gate, link })
    }

    /// The address to open in a browser, with the one-time link where there is one.
    #[must_use]
    pub fn address(&self) -> String {
        let root = &self.desk.origin;
        let page = if self.desk.options.multi_user { "invitation" } else { "enter" };
        match &self.link {
            Some(link) => format!("{root}/{page}?token={link}"),
            None => root.clone(),
        }
    }

    /// Serves until `stop` ends; requests that are under way are finished.
    pub async fn serve(self, stop: impl Future<Output = ()>) {
        let room = Arc::new(Semaphore::new(CONNECTIONS));
        let app = routes::router(self.desk, self.gate);
        let mut stop = std::pin::pin!(stop);
        loop {
            let accepted = tokio::select! {
                accepted = self.listener.accept() => accepted,
                () = &mut stop => break,
            };
            // Out of file handles: others will close theirs.
            let Ok((stream, peer)) = accepted else {
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            };
            let Ok(seat) = Arc::clone(&room).acquire_owned().await else { break };
            let app = app.clone();
            tokio::spawn(async move {
                converse(stream, peer, app).await;
                drop(seat);
            });
        }
        // Whoever is being answered has a moment; all decisions that were acknowledged are on the disk.
        let all = u32::try_from(CONNECTIONS).unwrap_or(u32::MAX);
        let _ = tokio::time::timeout(Duration::from_millis(500), room.acquire_many(all)).await;
    }
}

async fn converse(stream: TcpStream, peer: SocketAddr, app: axum::Router) {
    let _ = stream.set_nodelay(true);
    let service = hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
        let mut app = app.clone();
        let mut request: Request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        async move {
            let answer: Result<_, Infallible> = app.call(request).await;
            answer
        }
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(32 << 10)
        .serve_connection(TokioIo::new(stream), service);
    // A client that goes away is no news.
    let _ = connection.await;
}

/// Without accounts a link is made at every start; with them only until the first admin has a password.
fn first_link(store: &Store, options: &Options) -> Result<Option<String>, ReviewError> {
    if !options.multi_user {
        store.set_account(&options.reviewer, Role::Admin, true)?;
        return Ok(Some(store.invite(&options.reviewer)?));
    }
    let accounts = store.accounts()?;
    if accounts.iter().any(|account| account.role == Role::Admin && account.active && account.has_password) {
        return Ok(None);
    }
    store.set_account(&options.reviewer, Role::Admin, true)?;
    Ok(Some(store.invite(&options.reviewer)?))
}
