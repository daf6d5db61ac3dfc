//! Claims on which reviewers differ, and how far they agree on all.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::{Asked, Frame, only, show as answer};
use crate::report::view;
use crate::review::agreement::{Agreement, agreement};
use crate::review::desk::Desk;
use crate::review::error::ReviewError;
use crate::review::state::Status;
use crate::review::store::{ClaimLine, Filter, Role};

#[derive(Template)]
#[template(path = "agreement.html", config = ".askama.toml")]
struct AgreementPage {
    frame: Frame,
    disputed: Vec<ClaimLine>,
    count: u64,
    agreement: Agreement,
}

/// The adjudicator's page.
///
/// # Errors
///
/// When the role does not allow it.
pub fn show(desk: &Desk, asked: &Asked) -> Result<Response, ReviewError> {
    only(&asked.account, Role::Adjudicator, "adjudicators see all opinions side by side")?;
    let found = desk.store.find(&Filter { states: vec![Status::Disputed], ..Filter::default() })?;
    let claims: Vec<u32> = desk.store.page(&found, None, 100).into_iter().map(|(_, claim)| claim).collect();
    let page = AgreementPage {
        frame: Frame::new(desk, asked, "agreement", "Agreement"),
        disputed: desk.store.lines(&claims)?,
        count: found.count(),
        agreement: agreement(&desk.store.shared_opinions()?),
    };
    Ok(answer(StatusCode::OK, &page))
}
