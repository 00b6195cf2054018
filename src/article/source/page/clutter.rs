//! What a page puts around and into an article that is no part of it.

use super::super::super::dom::{
    NodeId, ROOT, Tag, Tree, Words, has_pages, has_part, label_of, shares_word, take_named,
};
use super::super::super::warning::Warnings;
use super::boilerplate::find_boilerplate;
use crate::text::{Words as List, count_digits, parted};

/// Parts of class names and ids, and pairs of parts written as one word.
static WORDS: Words = Words::of(
    "share sharing shares sharethis sharedaddy sharebar shareblock sharebox addthis addtoany shariff social \
    socials socialmedia related relatedposts relatedlinks relatedarticles breadcrumb breadcrumbs comments commentlist \
    commentform nocomments comment commentlinks commentthread commentsection kommentar kommentare komentarze \
    comentarios commentaires respond disqus advert adverts advertisement advertising ads ad adsbygoogle anzeige \
    sponsored sponsor newsletter pagination pager sidebar outbrain taboola promo recommended recommendation \
    recommendations readmore readnext morearticles morestories mostread toplist trending tagcloud taglist tags \
    postnav postnavigation navigation nav loopnav nextstory nextpost nextprev prevnext cookie cookies cookiebanner \
    consent gdpr paywall subscribe subscription signup login popup modal tooltip toolbar backlink backtotop \
    copyright disclaimer disclosure donate donation followus feedback relacionadas relacionados relacionada relacionado \
    verwandt relatedstories morefrom teaserlist teasers articlelist listposts authorbox authorbio aboutauthor \
    lienquan tinlienquan tinkhac chiase binhluan quangcao cungchuyenmuc tincungchuyenmuc docthem xemthem tukhoa \
    tinmoi docnhieu ykienbandoc",
);

/// Parts that say nothing of what an element is for.
static NEUTRAL: Words = Words::of(
    "box wrapper wrap container block list area section items item bar button buttons widget module inner outer \
    content group links link article post entry page single news body text view row column main top bottom left \
    right header footer head title headline component wpb small large media icons icon holder panel after before \
    story stories posts articles component element region field slot module print hidden clearfix form account disclosure",
);

/// Roles of what surrounds an article.
const ROLES: &str = "navigation search banner contentinfo";

/// Whether an element may hold what is no part of an article.
fn has_room(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Group | Tag::BulletList | Tag::NumberedList | Tag::Header | Tag::Footer
    )
}

/// Whether name, class, id or role say that an element is no part of an article.
#[inline(never)]
pub(super) fn is_clutter(tag: Tag, label: &str) -> bool {
    if !has_room(tag) {
        return false;
    }
    let (name, rest) = parted(label, " ").unwrap_or((label, ""));
    match name {
        "nav" | "search" => return true,
        // These hold the article, whatever a theme calls them.
        "html" | "body" | "main" | "article" => return false,
        _ => {}
    }
    shares_word(ROLES, rest)
        || List(rest).any(|class| has_part(class, &WORDS) && says_nothing_else(class))
}

/// Whether a class is made of our words and of such that mean nothing:
/// "related-posts-box" is, and "related-documents" is not.
fn says_nothing_else(class: &str) -> bool {
    let (mut part, mut before) = (String::new(), String::new());
    let (mut is_known, mut is_first, mut is_lower) = (true, true, false);
    // The space after the last one ends it.
    for byte in class.bytes().chain([b' ']) {
        let is_sign = !byte.is_ascii_alphanumeric();
        if is_sign || (is_lower && byte.is_ascii_uppercase()) {
            is_known &= part.len() <= 3
                || count_digits(&part) > 0
                || has_part(&part, &WORDS)
                || has_part(&part, &NEUTRAL);
            // Of "share__text" the part between the two signs is empty.
            if !is_first && has_part(&[&*before, &*part].concat(), &WORDS) {
                return true;
            }
            is_first &= part.is_empty();
            before = std::mem::take(&mut part);
        }
        is_lower = byte.is_ascii_lowercase();
        if !is_sign {
            part.push(char::from(byte.to_ascii_lowercase()));
        }
    }
    is_known
}

/// Whether a class only may mean that an element is no part of an article.
pub(super) fn may_be_clutter(label: &str) -> bool {
    let (_, rest) = parted(label, " ").unwrap_or_default();
    has_part(rest, &WORDS) || has_part(rest, &WEAK)
}

/// Parts of class names that count where the element is mostly links or a form.
static WEAK: Words = Words::of(
    "teaser teasers more next prev previous topics themen temas categories category keywords meta postmeta \
    popular latest recent similar tools tool actions rating vote poll banner overlay \
    callout citation footer follow subscribe jump links linklist menu tagged recirc carousel slider service \
    aside extra additional further mehr weitere print",
);

/// Parts of the classes of what nobody wants on paper.
static UNPRINTED: Words =
    Words::of("noprint dontprint hiddenprint printhide printhidden printnone forprint");

/// Takes out of the article's element what is clearly no part of the article,
/// and names it. Nothing that holds half of the text is.
pub(super) fn take_clutter(
    tree: &mut Tree,
    is_whole_page: bool,
    title: &str,
    warnings: &mut Warnings,
) {
    let total = tree.count_letters(ROOT);
    let mut found = Vec::new();
    let mut end = ROOT;
    for id in tree.descendants(ROOT) {
        // What lies inside another one goes with it.
        if id < end {
            continue;
        }
        let Some(tag) = tree.tag(id) else {
            continue;
        };
        let is_short = tag == Tag::Paragraph;
        let is_around = is_whole_page
            && matches!(tag, Tag::Header | Tag::Footer)
            && tree.find_tag(id, Tag::Heading(1)).is_none();
        // What is said of it by a class and the like is said of these alone.
        if !is_around && !has_room(tag) && !is_short {
            continue;
        }
        let label = label_of(tree, id);
        let is_other = || {
            is_clutter(tag, &label)
                || (has_part(&label, &UNPRINTED) && tree.count_letters(id) * 3 <= total)
                || is_link_list(tree, id)
                || ((!is_short || tree.has_attributes(id))
                    && may_be_clutter(&label)
                    && is_mostly_links(tree, id))
        };
        if (is_around || is_other()) && tree.count_letters(id) * 2 <= total && !has_pages(tree, id)
        {
            end = tree.end(id);
            found.push((id, label));
        }
    }
    let mut lost = 0;
    for (id, _) in &found {
        lost += tree.count_letters(*id);
    }
    if lost * 3 > total * 2 {
        // In a forum what readers wrote is the text.
        found.retain(|(id, _)| is_mostly_links(tree, *id));
    }
    take_named(tree, found, warnings);
    let found = find_boilerplate(tree, title);
    take_named(tree, found, warnings);
}

/// Whether an element is none of which the article is chosen: what surrounds it,
/// and what readers wrote below it.
pub(super) fn is_surrounding(tag: Tag, label: &str) -> bool {
    let (name, rest) = parted(label, " ").unwrap_or((label, ""));
    if matches!(name, "html" | "body" | "main" | "article") || !has_room(tag) {
        return false;
    }
    name == "footer" || has_part(rest, &AROUND)
}

static AROUND: Words = Words::of(
    "footer footers legal impressum masthead siteheader sitefooter comments comment commentlist \
    commentlinks commentthread kommentare kommentar comentarios commentaires disqus respond binhluan \
    cookie cookies consent gdpr modal popup",
);

/// An `aside` whose text is mostly links; others may belong to the article.
fn is_link_list(tree: &Tree, id: NodeId) -> bool {
    tree.name(id) == "aside" && is_mostly_links(tree, id)
}

/// Whether more than a third of the letters stand in links, which is more than
/// any text of its own has.
fn is_mostly_links(tree: &Tree, id: NodeId) -> bool {
    let mut linked = 0;
    for link in tree.descendants(id) {
        if tree.tag(link) == Some(Tag::Link) {
            linked += tree.count_letters(link);
        }
    }
    linked * 3 > tree.count_letters(id)
}
