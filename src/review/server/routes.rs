//! Which address shows what. Ids and words come in, never a path.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Extension, Form, Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

use super::guard::{Guard, guard};
use super::{Gate, door};
use crate::review::desk::Desk;
use crate::review::error::ReviewError;
use crate::review::pages::{self, Asked, Pairs};
use crate::review::store::Account;

/// The largest body of a request: a long note and all the slots of many figures.
const BODY: usize = 256 << 10;
/// How long a client may take for a body.
const SLOW: Duration = Duration::from_secs(15);
/// How long an answer may take.
const LONG: Duration = Duration::from_mins(1);

pub(super) fn router(desk: Arc<Desk>, gate: Arc<Gate>) -> Router {
    let state = Guard { desk, gate };
    let page = |show: pages::Show| get(move |asked| draw(show, asked));
    Router::new()
        .route("/", page(pages::queue::show))
        .route("/overview", page(pages::overview::show))
        .route("/sources", page(pages::sources::show))
        .route("/history", page(pages::history::show))
        .route("/unmatched", page(pages::history::show_unmatched))
        .route("/agreement", page(pages::agreement::show))
        .route("/accounts", page(pages::accounts::show).post(submit_account))
        .route("/out", page(pages::out::show))
        .route("/help", page(pages::help))
        .route("/claim/{id}", page(pages::claim::show).post(submit_claim))
        .route("/document/{id}", page(pages::document::show))
        .route("/out/{form}", get(download))
        .route("/undo", post(submit_undo))
        .route("/enter", get(door::enter))
        .route("/login", get(door::login_page).post(door::login))
        .route("/invitation", get(door::invitation_page).post(door::accept_invitation))
        .route("/leave", post(door::leave))
        .route("/assets/{name}", get(asset))
        .fallback(|| async { pages::failed(&ReviewError::Missing("page")) })
        .layer(DefaultBodyLimit::max(BODY))
        .layer(RequestBodyTimeoutLayer::new(SLOW))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, LONG))
        .layer(from_fn_with_state(state.clone(), guard))
        .with_state(state)
}

/// Runs `work` where waiting for the disk holds nobody up.
pub(super) async fn blocking<T: Send + 'static>(
    desk: Arc<Desk>,
    work: impl FnOnce(&Desk) -> Result<T, ReviewError> + Send + 'static,
) -> Result<T, ReviewError> {
    let done = tokio::task::spawn_blocking(move || work(&desk)).await;
    done.unwrap_or(Err(ReviewError::Broken("answer")))
}

type Number = Option<Path<String>>;

/// A request for a page.
struct Ask {
    guard: Guard,
    account: Account,
    number: Number,
    /// What stands behind the question mark; none when it cannot be read.
    pairs: Option<Pairs>,
}

impl axum::extract::FromRequestParts<Guard> for Ask {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        state: &Guard,
    ) -> Result<Self, Self::Rejection> {
        let account = Extension::<Account>::from_request_parts(parts, state).await;
        let Extension(account) = account.unwrap_or(Extension(pages::nobody()));
        let number = Path::<String>::from_request_parts(parts, state).await.ok();
        let pairs = Query::<Pairs>::from_request_parts(parts, state).await.ok().map(|Query(pairs)| pairs);
        Ok(Self { guard: state.clone(), account, number, pairs })
    }
}

async fn draw(show: pages::Show, Ask { guard, account, number, pairs }: Ask) -> Response {
    let Some(pairs) = pairs else { return bad_request() };
    let Ok(number) = parsed(number) else { return pages::failed(&ReviewError::Missing("page")) };
    let asked = Asked { account, number, pairs };
    match blocking(guard.desk, move |desk| show(desk, &asked)).await {
        Ok(answer) => answer,
        Err(error) => pages::failed(&error),
    }
}

fn bad_request() -> Response {
    pages::refused(StatusCode::BAD_REQUEST, "The address has something in it that cannot be read.")
}

fn parsed(number: Number) -> Result<u32, std::num::ParseIntError> {
    number.map_or(Ok(0), |Path(number)| number.parse())
}

type Body = Result<Form<Pairs>, axum::extract::rejection::FormRejection>;

async fn submit(post: pages::Post, Ask { guard, account, number, pairs }: Ask, body: Body) -> Response {
    let Form(fields) = match body {
        Ok(fields) => fields,
        Err(error) => return pages::refused(error.status(), "The form is too large or cannot be read."),
    };
    let Some(pairs) = pairs else { return bad_request() };
    let Ok(number) = parsed(number) else { return pages::failed(&ReviewError::Missing("page")) };
    let asked = Asked { account, number, pairs };
    match blocking(guard.desk, move |desk| post(desk, &asked, &fields)).await {
        Ok(answer) => answer,
        Err(error) => pages::failed(&error),
    }
}

async fn submit_claim(ask: Ask, body: Body) -> Response {
    submit(pages::claim::act, ask, body).await
}

async fn submit_undo(ask: Ask, body: Body) -> Response {
    submit(pages::claim::undo, ask, body).await
}

async fn submit_account(ask: Ask, body: Body) -> Response {
    submit(pages::accounts::change, ask, body).await
}

async fn download(
    State(guard): State<Guard>,
    Extension(account): Extension<Account>,
    Path(form): Path<String>,
) -> Response {
    match blocking(guard.desk, move |desk| pages::out::download(desk, &account, &form)).await {
        Ok(answer) => answer,
        Err(error) => pages::failed(&error),
    }
}

async fn asset(Path(name): Path<String>) -> Response {
    let (kind, content) = match name.as_str() {
        "review.css" => ("text/css; charset=utf-8", pages::STYLE),
        "review.js" => ("text/javascript; charset=utf-8", pages::SCRIPT),
        "icon.svg" => ("image/svg+xml", pages::ICON),
        _ => return pages::failed(&ReviewError::Missing("asset")),
    };
    let mut answer = content.into_response();
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    answer
}
