//! The store from inside the crate: what goes in comes out, also after a new run.
