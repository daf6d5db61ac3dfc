//! How often somebody may ask.

use std::net::IpAddr;
use std::num::NonZeroU32;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

/// Requests a second of one address, for whoever works fast and loads assets.
const REQUESTS: NonZeroU32 = NonZeroU32::new(400).expect("not zero");
/// As many at once.
const BURST: NonZeroU32 = NonZeroU32::new(800).expect("not zero");
/// Tries a minute to enter from one address, behind which a whole team may sit. Links are of 256 bits: this only keeps noise off.
const TRIES: NonZeroU32 = NonZeroU32::new(120).expect("not zero");
/// Passwords a minute for one name from one address.
const PASSWORDS: NonZeroU32 = NonZeroU32::new(10).expect("not zero");

/// The limits of one server.
pub(super) struct Limits {
    requests: DefaultKeyedRateLimiter<IpAddr>,
    tries: DefaultKeyedRateLimiter<IpAddr>,
    passwords: DefaultKeyedRateLimiter<(IpAddr, String)>,
}

impl Limits {
    pub(super) fn new() -> Self {
        Self {
            requests: RateLimiter::keyed(Quota::per_second(REQUESTS).allow_burst(BURST)),
            tries: RateLimiter::keyed(Quota::per_minute(TRIES)),
            passwords: RateLimiter::keyed(Quota::per_minute(PASSWORDS)),
        }
    }

    /// Whether this address may ask once more.
    pub(super) fn allow(&self, address: IpAddr) -> bool {
        if self.requests.len() + self.passwords.len() > 10_000 {
            self.requests.retain_recent();
            self.tries.retain_recent();
            self.passwords.retain_recent();
        }
        self.requests.check_key(&address).is_ok()
    }

    /// Whether this address may try a password for this name once more.
    pub(super) fn allow_password(&self, address: IpAddr, name: &str) -> bool {
        let name: String = name.chars().take(64).collect();
        self.allow_try(address) && self.passwords.check_key(&(address, name)).is_ok()
    }

    /// Whether this address may try a link once more.
    pub(super) fn allow_try(&self, address: IpAddr) -> bool {
        self.tries.check_key(&address).is_ok()
    }
}
