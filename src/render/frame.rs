//! What stands around the text: headline, facts, lead, byline and the rest.

use super::context::{Context, Rendered};
use super::scope::Scope;
use super::words::{Attribute, Element};
use super::{blocks, inlines, notes, outline};
use crate::article::{Article, Author, Rest, Timestamp};

/// From so many bytes on a title has smaller letters. Scripts that take several for
/// a letter have wider ones, or more of them in a word.
const LONG_TITLE: usize = 200;

/// The whole article.
pub(super) fn render<'a>(article: &'a Article, context: &Context<'_>) -> Rendered<'a> {
    let mut scope = Scope::new(article, context);
    header(article, &mut scope);
    if let Some(figure) = &article.image {
        // It is on the first screen, so it may not wait.
        blocks::picture(
            figure,
            Element::MainPicture,
            Element::FirstPicture,
            &mut scope,
        );
    }
    outline::render(&mut scope);
    blocks::whole(&mut scope);
    rest(article, &mut scope);
    notes::render(&mut scope);
    byline(article, &mut scope);
    tags(&article.tags, &mut scope);
    if article.rest.is_none() {
        original(article, &mut scope);
    }
    Rendered {
        steps: scope.steps,
        videos: scope.videos,
    }
}

fn header(article: &Article, scope: &mut Scope<'_, '_>) {
    scope.steps.open(Element::Header);
    if let Some(kicker) = &article.kicker {
        scope.steps.line(Element::Kicker, kicker);
    }
    if !article.title.is_empty() {
        scope.steps.open(if article.title.len() < LONG_TITLE {
            Element::Title
        } else {
            Element::LongTitle
        });
        scope.steps.level(1, scope.context.level);
        scope.steps.text(&article.title);
        scope.steps.close();
    }
    facts(article, scope);
    if !article.lead.is_empty() {
        inlines::line(Element::Lead, &article.lead, scope);
    }
    scope.steps.close();
}

fn facts(article: &Article, scope: &mut Scope<'_, '_>) {
    let Context { words, views, .. } = *scope.context;
    if article.published.is_none() && article.modified.is_none() && views.is_none() {
        return;
    }
    scope.steps.open(Element::Facts);
    if let Some(published) = &article.published {
        scope.steps.open(Element::Published);
        date(published, scope);
        scope.steps.close();
    }
    if let Some(modified) = &article.modified {
        let after = begin_filled(Element::Modified, words.updated, scope);
        date(modified, scope);
        end_filled(after, scope);
    }
    if let Some(views) = views {
        let after = begin_filled(Element::Views, words.views, scope);
        let number = scope.context.page.number(views);
        // By itself, since it may change, and so that nobody translates it.
        scope.steps.line(Element::Untranslated, &number);
        end_filled(after, scope);
    }
    scope.steps.close();
}

/// Begins an element with words around the one `{place}` of a template; what
/// comes after the place.
fn begin_filled(
    element: Element,
    template: &'static str,
    scope: &mut Scope<'_, '_>,
) -> &'static str {
    let (before, rest) = template.split_once('{').unwrap_or_default();
    let (_, after) = rest.split_once('}').unwrap_or_default();
    scope.steps.open(element);
    scope.steps.text(before);
    after
}

fn end_filled(after: &str, scope: &mut Scope<'_, '_>) {
    scope.steps.text(after);
    scope.steps.close();
}

fn date(timestamp: &Timestamp, scope: &mut Scope<'_, '_>) {
    scope.steps.open(Element::Date);
    let machine_form = timestamp.machine_form();
    scope
        .steps
        .maybe(Attribute::DateTime, machine_form.as_deref());
    scope.steps.text(&scope.context.page.date(timestamp));
    scope.steps.close();
}

fn byline(article: &Article, scope: &mut Scope<'_, '_>) {
    if article.authors.is_empty() {
        return;
    }
    scope.steps.open(Element::Byline);
    for author in &article.authors {
        scope.steps.open(Element::Author);
        scope.steps.open(Element::AuthorName);
        name(author, article, scope);
        scope.steps.close();
        for line in &author.role {
            scope.steps.line(Element::AuthorRole, line);
        }
        scope.steps.close();
    }
    scope.steps.close();
}

fn name(author: &Author, article: &Article, scope: &mut Scope<'_, '_>) {
    let Some(url) = &author.url else {
        return scope.steps.text(&author.name);
    };
    let page = scope.context.page;
    let own = article.url.as_ref().map(|url| url.as_str());
    let is_own = page.is_same_origin(url.as_str(), None)
        || own.is_some() && page.is_same_origin(url.as_str(), own);
    scope.steps.open(if is_own {
        Element::AuthorLink
    } else {
        Element::ForeignAuthorLink
    });
    scope.steps.href(url);
    scope.steps.text(&author.name);
    scope.steps.close();
}

/// Where the rest of the article is to be read.
fn rest(article: &Article, scope: &mut Scope<'_, '_>) {
    let words = scope.context.words;
    let Some(rest) = article.rest else { return };
    let why = match rest {
        Rest::Pages => words.rest_on_pages,
        Rest::Members => words.rest_for_members,
        Rest::Password => words.rest_behind_password,
    };
    scope.steps.open(Element::Rest);
    scope.steps.line(Element::Reason, why);
    original(article, scope);
    scope.steps.close();
}

/// A link to the article's own address, unless that is this page.
fn original(article: &Article, scope: &mut Scope<'_, '_>) {
    let Context {
        page,
        words,
        original,
        ..
    } = *scope.context;
    let Some(url) = article.url.as_ref().filter(|_| original) else {
        return;
    };
    if !url.scheme().starts_with("http") || page.is_this(url.as_str()) {
        return;
    }
    scope.steps.open(Element::Original);
    scope
        .steps
        .link_away(url, page.is_same_origin(url.as_str(), None));
    scope.steps.text(words.read_original);
    scope.steps.close();
    scope.steps.close();
}

fn tags(tags: &[String], scope: &mut Scope<'_, '_>) {
    if tags.is_empty() {
        return;
    }
    scope.steps.open(Element::Tags);
    for tag in tags {
        scope.steps.line(Element::Item, tag);
    }
    scope.steps.close();
}
