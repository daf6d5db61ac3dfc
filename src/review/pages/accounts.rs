//! Accounts: only who is invited has one.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::{Asked, Frame, Pairs, go, only, show as answer, value};
use crate::review::desk::Desk;
use crate::review::error::ReviewError;
use crate::review::store::{Account, Role};

#[derive(Template)]
#[template(path = "accounts.html", config = ".askama.toml")]
struct AccountsPage {
    frame: Frame,
    accounts: Vec<Account>,
    /// A name and the link that it can be entered by, once.
    invited: Option<(String, String)>,
}

const WHAT: &str = "admins change accounts";

fn allowed(desk: &Desk, asked: &Asked) -> Result<(), ReviewError> {
    if !desk.options.multi_user {
        return Err(ReviewError::Refused("There are accounts only with --multi-user.".to_owned()));
    }
    only(&asked.account, Role::Admin, WHAT)
}

/// The page of accounts.
///
/// # Errors
///
/// When the role does not allow it, or there are none.
pub fn show(desk: &Desk, asked: &Asked) -> Result<Response, ReviewError> {
    allowed(desk, asked)?;
    let frame = Frame::new(desk, asked, "accounts", "Accounts");
    Ok(answer(StatusCode::OK, &AccountsPage { frame, accounts: desk.store.accounts()?, invited: None }))
}

/// Invites, changes a role, closes an account.
///
/// # Errors
///
/// When the role does not allow it, or nobody could change accounts any more.
pub fn change(desk: &Desk, asked: &Asked, form: &Pairs) -> Result<Response, ReviewError> {
    allowed(desk, asked)?;
    let name = value(form, "name");
    let role = Role::named(value(form, "role"));
    let known = desk.store.account(name)?;
    let own = name == asked.account.name;
    match value(form, "do") {
        "invite" => {
            let role = known.as_ref().map(|account| account.role).or(role).unwrap_or(Role::Reviewer);
            desk.store.set_account(name, role, true)?;
            let link = format!("{}/invitation?token={}", desk.origin, desk.store.invite(name)?);
            let frame = Frame::new(desk, asked, "accounts", "Accounts");
            let invited = Some((name.to_owned(), link));
            return Ok(answer(
                StatusCode::OK,
                &AccountsPage { frame, accounts: desk.store.accounts()?, invited },
            ));
        }
        _ if own => {
            return Err(ReviewError::Refused("Another admin has to change your own account.".to_owned()));
        }
        "role" => {
            let known = known.ok_or(ReviewError::Missing("account"))?;
            let role = role.ok_or(ReviewError::Missing("role"))?;
            desk.store.set_account(name, role, known.active)?;
        }
        "close" => {
            let known = known.ok_or(ReviewError::Missing("account"))?;
            desk.store.set_account(name, known.role, false)?;
        }
        _ => return Err(ReviewError::Refused("There is no such action.".to_owned())),
    }
    Ok(go("/accounts"))
}
