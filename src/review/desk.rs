//! What all pages draw from.

use std::net::SocketAddr;

use super::error::ReviewError;
use super::store::Store;

/// How the server is to run.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The address that browsers see where a proxy with TLS stands before the server, such as `https://desk.example.org`.
    pub public: Option<String>,
    /// Whether everybody has an account.
    pub multi_user: bool,
    /// The name under which a single reviewer's decisions stand; with accounts, the first admin's.
    pub reviewer: String,
    /// What the run is called on the pages.
    pub name: String,
}

impl Options {
    /// # Errors
    ///
    /// When others than this machine could reach the server without an account or in the clear.
    pub fn check(&self) -> Result<(), ReviewError> {
        let refuse = |message: &str| Err(ReviewError::Usage(message.to_owned()));
        if let Some(public) = &self.public {
            let host = public.strip_prefix("https://").unwrap_or_default();
            if host.is_empty() || host.contains(['/', '@', ' ', '?', '#']) {
                return refuse("--public-address is https:// and a host, such as https://desk.example.org");
            }
        }
        if !self.multi_user && (self.public.is_some() || !self.listen.ip().is_loopback()) {
            return refuse(
                "others could reach this address: use --multi-user, so that everybody has an account, or listen on \
                 127.0.0.1",
            );
        }
        if self.public.is_none() && !self.listen.ip().is_loopback() {
            return refuse(
                "passwords would cross the network in the clear: put a proxy with TLS before the server and name its \
                 address with --public-address https://…, or listen on 127.0.0.1",
            );
        }
        Ok(())
    }

    /// The address that browsers see, without a path; `bound` is what the server listens on.
    pub(super) fn origin(&self, bound: SocketAddr) -> String {
        self.public.clone().unwrap_or_else(|| format!("http://{bound}"))
    }
}

/// A run under review.
#[derive(Debug)]
pub struct Desk {
    /// Its database.
    pub store: Store,
    /// How it is served.
    pub options: Options,
    /// The address that browsers see, without a path.
    pub origin: String,
}
