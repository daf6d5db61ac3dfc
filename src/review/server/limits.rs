//! How often somebody may ask.

use std::net::IpAddr;
use std::num::NonZeroU32;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

/// Requests a second of one address, for whoever works fast and loads assets.
const REQUESTS: NonZeroU32 = NonZeroU32::new(400).expect("not zero");
/// As many at once.
const BURST: NonZeroU32 = NonZeroU32::new(800).expect("not zero");
/// Tries a minute to enter from one address.
const TRIES: NonZeroU32 = NonZeroU32::new(10).expect("not zero");

/// The limits of one server.
pub(super) struct Limits {
    requests: DefaultKeyedRateLimiter<IpAddr>,
    tries: DefaultKeyedRateLimiter<IpAddr>,
}

impl Limits {
    pub(super) fn new() -> Self {
        Self {
            requests: RateLimiter::keyed(Quota::per_second(REQUESTS).allow_burst(BURST)),
            tries: RateLimiter::keyed(Quota::per_minute(TRIES)),
        }
    }

    /// Whether this address may ask once more.
    pub(super) fn allow(&self, address: IpAddr) -> bool {
        if self.requests.len() > 10_000 {
            self.requests.retain_recent();
            self.tries.retain_recent();
        }
        self.requests.check_key(&address).is_ok()
    }

    /// Whether this address may try a password or a link once more.
    pub(super) fn allow_try(&self, address: IpAddr) -> bool {
        self.tries.check_key(&address).is_ok()
    }
}
