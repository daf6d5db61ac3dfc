//! What every request passes, and every answer carries.
//!
//! Under DNS rebinding a page of another site talks to this server under its own name: the Host check ends that. A page on
//! another port of this machine sends our cookies along, `SameSite` or not: the Origin check ends that. Documents are hostile:
//! escaping keeps their text text, and the policy below would run nothing even if it did not.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use super::Gate;
use crate::review::desk::Desk;
use crate::review::pages;

/// Sent with every answer, errors too.
const HEADERS: [(HeaderName, &str); 9] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // `no-referrer` would make the Origin of our own forms `null`.
    (header::REFERRER_POLICY, "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// What the guard knows.
#[derive(Clone)]
pub(super) struct Guard {
    pub(super) desk: Arc<Desk>,
    pub(super) gate: Arc<Gate>,
}

/// The token of the session that a request came with.
#[derive(Clone)]
pub(super) struct SessionToken(pub(super) String);

/// Outermost: checks, then the answer with its headers.
pub(super) async fn guard(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let mut answer = match refusal(&guard.gate, &request) {
        Some(refusal) => refusal,
        None => admit(&guard, request, next).await,
    };
    for (name, value) in HEADERS {
        answer.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    if guard.gate.secure {
        let year = HeaderValue::from_static("max-age=31536000");
        answer.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    answer
}

/// Why a request is not even looked at.
fn refusal(gate: &Gate, request: &Request) -> Option<Response> {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    if !peer.is_some_and(|peer| gate.limits.allow(peer)) {
        return Some(pages::refused(StatusCode::TOO_MANY_REQUESTS, "Too many requests. Wait a moment."));
    }
    let host = single(request.headers(), &header::HOST).map(str::to_lowercase);
    if !host.is_some_and(|host| gate.hosts.contains(&host)) {
        let message =
            "This server does not go by that name. Use the address that it printed when it started.";
        return Some(pages::refused(StatusCode::MISDIRECTED_REQUEST, message));
    }
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return None;
    }
    let origin = single(request.headers(), &header::ORIGIN).map(str::to_lowercase);
    if !origin.is_some_and(|origin| gate.origins.contains(&origin)) {
        let message = "The request did not come from a page of this server.";
        return Some(pages::refused(StatusCode::FORBIDDEN, message));
    }
    None
}

/// The value of a header that stands there once.
fn single<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

/// Lets in whoever has a session, and everybody to the door.
async fn admit(guard: &Guard, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if path.starts_with("/assets/") || matches!(path, "/enter" | "/login" | "/invitation") {
        return next.run(request).await;
    }
    let Some(token) = session_token(request.headers(), &guard.gate.cookie) else {
        return to_the_door(guard, &request);
    };
    let (desk, kept) = (Arc::clone(&guard.desk), token.clone());
    let account = tokio::task::spawn_blocking(move || desk.store.session(&kept)).await;
    match account {
        Ok(Ok(Some(account))) => {
            request.extensions_mut().insert(account);
            request.extensions_mut().insert(SessionToken(token));
            next.run(request).await
        }
        Ok(Ok(None)) => to_the_door(guard, &request),
        _ => pages::refused(StatusCode::INTERNAL_SERVER_ERROR, "The review database could not be read."),
    }
}

fn to_the_door(guard: &Guard, request: &Request) -> Response {
    if guard.desk.options.multi_user && *request.method() == Method::GET {
        return Redirect::to("/login").into_response();
    }
    let message = "Open the address that the server printed when it started. It works once; start the server again for a new one.";
    pages::refused(StatusCode::UNAUTHORIZED, message)
}

fn session_token(headers: &HeaderMap, name: &str) -> Option<String> {
    let pairs = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = pairs.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let (_, token) = pairs.find(|(found, _)| *found == name)?;
    (token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| token.to_owned())
}

/// The header that begins a session, or ends it with an empty token.
pub(super) fn set_cookie(guard: &Guard, token: &str) -> HeaderValue {
    let secure = if guard.gate.secure { "; Secure" } else { "" };
    let ends = if token.is_empty() { "; Max-Age=0" } else { "" };
    let cookie = format!("{}={token}; HttpOnly; SameSite=Strict; Path=/{secure}{ends}", guard.gate.cookie);
    HeaderValue::from_str(&cookie).unwrap_or(HeaderValue::from_static(""))
}
