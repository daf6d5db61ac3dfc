//! In and out: the one-time link, passwords, invitations.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Form;
use axum::extract::{ConnectInfo, Extension, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::guard::{Guard, SessionToken, set_cookie};
use super::routes::blocking;
use crate::review::error::ReviewError;
use crate::review::pages::{self, door::InvitationPage, door::LoginPage};

/// A one-time link.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Link {
    token: String,
}

/// Who wants in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Login {
    name: String,
    password: String,
}

/// Who accepts an invitation.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Acceptance {
    token: String,
    password: String,
    again: String,
}

type Peer = ConnectInfo<SocketAddr>;

fn too_often() -> Response {
    pages::refused(StatusCode::TOO_MANY_REQUESTS, "Too many tries. Wait a minute.")
}

/// Begins a session; the token is out of the address with the next page.
async fn begin(guard: Guard, user: String) -> Response {
    let desk = Arc::clone(&guard.desk);
    let begun = blocking(desk, move |desk| desk.store.begin_session(&user)).await;
    match begun {
        Ok(token) => {
            let mut answer = Redirect::to("/").into_response();
            answer.headers_mut().insert(header::SET_COOKIE, set_cookie(&guard, &token));
            answer
        }
        Err(error) => pages::failed(&error),
    }
}

/// The printed address of a server without accounts.
pub(super) async fn enter(State(guard): State<Guard>, peer: Peer, Query(link): Query<Link>) -> Response {
    if guard.desk.options.multi_user {
        return pages::failed(&ReviewError::Missing("page"));
    }
    if !guard.gate.limits.allow_try(peer.0.ip()) {
        return too_often();
    }
    let desk = Arc::clone(&guard.desk);
    match blocking(desk, move |desk| desk.store.use_link(&link.token)).await {
        Ok(Some(user)) => begin(guard, user).await,
        Ok(None) => {
            let message =
                "This link was used already, or is another server's. Start the server again for a new one.";
            pages::refused(StatusCode::UNAUTHORIZED, message)
        }
        Err(error) => pages::failed(&error),
    }
}

/// The page that asks for name and password.
pub(super) async fn login_page(State(guard): State<Guard>) -> Response {
    if !guard.desk.options.multi_user {
        return pages::failed(&ReviewError::Missing("page"));
    }
    pages::show(StatusCode::OK, &LoginPage { message: "" })
}

/// Name and password.
pub(super) async fn login(State(guard): State<Guard>, peer: Peer, Form(login): Form<Login>) -> Response {
    if !guard.desk.options.multi_user {
        return pages::failed(&ReviewError::Missing("page"));
    }
    if !guard.gate.limits.allow_password(peer.0.ip(), &login.name) {
        return too_often();
    }
    let (desk, name) = (Arc::clone(&guard.desk), login.name.clone());
    match blocking(desk, move |desk| desk.store.is_password(&login.name, &login.password)).await {
        Ok(true) => begin(guard, name).await,
        Ok(false) => {
            let message = "That is not the name and password of an open account.";
            pages::show(StatusCode::UNAUTHORIZED, &LoginPage { message })
        }
        Err(error) => pages::failed(&error),
    }
}

/// The page on which somebody who was invited chooses a password.
pub(super) async fn invitation_page(
    State(guard): State<Guard>,
    peer: Peer,
    Query(link): Query<Link>,
) -> Response {
    if !guard.desk.options.multi_user {
        return pages::failed(&ReviewError::Missing("page"));
    }
    if !guard.gate.limits.allow_try(peer.0.ip()) {
        return too_often();
    }
    show_invitation(guard, link.token, String::new()).await
}

async fn show_invitation(guard: Guard, token: String, message: String) -> Response {
    let (desk, kept) = (Arc::clone(&guard.desk), token.clone());
    match blocking(desk, move |desk| desk.store.invited(&kept)).await {
        Ok(Some(name)) => pages::show(StatusCode::OK, &InvitationPage { name, token, message }),
        Ok(None) => {
            let message = "This invitation was used already, or is too old. Ask for a new one.";
            pages::refused(StatusCode::UNAUTHORIZED, message)
        }
        Err(error) => pages::failed(&error),
    }
}

/// A password is chosen: the link is used up and the account is open.
pub(super) async fn accept_invitation(
    State(guard): State<Guard>,
    peer: Peer,
    Form(acceptance): Form<Acceptance>,
) -> Response {
    if !guard.desk.options.multi_user {
        return pages::failed(&ReviewError::Missing("page"));
    }
    if !guard.gate.limits.allow_try(peer.0.ip()) {
        return too_often();
    }
    let Acceptance { token, password, again } = acceptance;
    if password != again {
        return show_invitation(guard, token, "The two passwords differ.".to_owned()).await;
    }
    let (desk, kept) = (Arc::clone(&guard.desk), token.clone());
    let accepted = blocking(desk, move |desk| {
        let name = desk.store.invited(&kept)?.ok_or(ReviewError::Missing("invitation"))?;
        // First the password, so that one that is too short does not use the link up.
        desk.store.set_password(&name, &password)?;
        desk.store.use_link(&kept)?;
        Ok(name)
    });
    match accepted.await {
        Ok(name) => begin(guard, name).await,
        Err(ReviewError::Refused(message)) => show_invitation(guard, token, message).await,
        Err(error) => pages::failed(&error),
    }
}

/// Ends the session.
pub(super) async fn leave(State(guard): State<Guard>, Extension(token): Extension<SessionToken>) -> Response {
    let desk = Arc::clone(&guard.desk);
    match blocking(desk, move |desk| desk.store.end_session(&token.0)).await {
        Ok(()) => {
            let message = "You have left. To come back, start the server again or log in.";
            let mut answer = pages::refused(StatusCode::OK, message);
            answer.headers_mut().insert(header::SET_COOKIE, set_cookie(&guard, ""));
            answer
        }
        Err(error) => pages::failed(&error),
    }
}
