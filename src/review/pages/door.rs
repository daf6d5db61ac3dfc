//! The pages before anybody is in.

use askama::Template;

/// Name and password.
#[derive(Template)]
#[template(path = "login.html", config = ".askama.toml")]
pub struct LoginPage {
    /// What was wrong with the last try.
    pub message: &'static str,
}

/// The first password of somebody who was invited.
#[derive(Template)]
#[template(path = "invitation.html", config = ".askama.toml")]
pub struct InvitationPage {
    /// Whose account it is.
    pub name: String,
    /// The one-time link's token.
    pub token: String,
    /// What was wrong with the last try.
    pub message: String,
}
