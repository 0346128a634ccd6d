//! `GET /panel/templates`: all saved answers, each with what it says.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use candor_core::{
    roles::Deed,
    template::{MAX_TEMPLATE_CHARS, MAX_TITLE_CHARS},
};
use candor_desk::actions::{
    Bench, Refusal,
    change_template::{TemplateWish, list_templates},
};
use candor_store::TemplateRow;

use crate::panel::{Frame, Page, Panel, Trouble, access::Viewer, notice::Notice};

pub(super) const HERE: &str = "/panel/templates";

/// A saved answer as it is listed.
struct Shown {
    id: String,
    version: i64,
    title: String,
    ru: String,
    en: String,
    /// Whether it is open, with what somebody typed that was refused.
    is_open: bool,
}

#[derive(Template)]
#[template(path = "templates/templates.html")]
struct TemplatesPage {
    frame: Frame,
    templates: Vec<Shown>,
    /// What somebody typed of a new one that was refused.
    new: Shown,
    title_chars: usize,
    template_chars: usize,
}

/// What was typed and refused.
pub(super) struct Typed {
    /// Of which; none for a new one.
    pub id: Option<String>,
    /// What it was to be.
    pub wish: TemplateWish,
    /// Why it is not.
    pub refusal: Refusal,
}

/// The saved answers.
pub(crate) async fn show(State(panel): State<Panel>, viewer: Viewer) -> Result<Response, Trouble> {
    page(&panel, &viewer, None).await
}

/// The page, with what was typed and refused in its place.
pub(super) async fn page(panel: &Panel, viewer: &Viewer, typed: Option<Typed>) -> Result<Response, Trouble> {
    let bench = Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    let mut templates: Vec<Shown> = list_templates(&bench).await?.into_iter().map(Shown::of).collect();
    let mut new = Shown::of_wish(String::new(), 0, &TemplateWish::default());
    let mut frame = Frame::around(panel, viewer, "/panel/inbox").await?;
    let is_refused = typed.is_some();
    if let Some(Typed { id, wish, refusal }) = typed {
        frame.notice = Some(Notice { text: refusal.in_language(viewer.language), is_refusal: true });
        match id {
            None => new = Shown::of_wish(String::new(), 0, &wish),
            Some(id) => {
                for shown in templates.iter_mut().filter(|shown| shown.id == id) {
                    *shown = Shown { is_open: true, ..Shown::of_wish(id.clone(), shown.version, &wish) };
                }
            }
        }
    }
    let (title_chars, template_chars) = (MAX_TITLE_CHARS, MAX_TEMPLATE_CHARS);
    let page = Page(TemplatesPage { frame, templates, new, title_chars, template_chars });
    let status = if is_refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, page).into_response())
}

impl Shown {
    fn of(row: TemplateRow) -> Self {
        let words = row.template.words;
        let (ru, en) = (words.ru.unwrap_or_default(), words.en.unwrap_or_default());
        Self { id: row.id.to_string(), version: row.version, title: row.template.title, ru, en, is_open: false }
    }

    fn of_wish(id: String, version: i64, wish: &TemplateWish) -> Self {
        let (ru, en) = (wish.ru.clone().unwrap_or_default(), wish.en.clone().unwrap_or_default());
        Self { id, version, title: wish.title.clone(), ru, en, is_open: false }
    }
}
