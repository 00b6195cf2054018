//! Where each known format keeps the fields of an article: tables, not code.

/// The fields that a table may name, in the order of the constants below.
pub(super) const FIELDS: &str = "title, kicker, lang, dir, url, published, modified, views, author, role, lead, image, image-alt, image-caption, credit, body, video, video-title, video-poster, tags, body-html, body-text, published-utc, modified-utc";

pub(super) const TITLE: usize = 0;
pub(super) const KICKER: usize = 1;
pub(super) const LANG: usize = 2;
pub(super) const URL: usize = 4;
pub(super) const PUBLISHED: usize = 5;
pub(super) const MODIFIED: usize = 6;
pub(super) const VIEWS: usize = 7;
pub(super) const AUTHOR: usize = 8;
pub(super) const ROLE: usize = 9;
pub(super) const LEAD: usize = 10;
pub(super) const IMAGE: usize = 11;
pub(super) const IMAGE_ALT: usize = 12;
pub(super) const IMAGE_CAPTION: usize = 13;
pub(super) const CREDIT: usize = 14;
pub(super) const BODY: usize = 15;
pub(super) const VIDEO: usize = 16;
pub(super) const VIDEO_TITLE: usize = 17;
pub(super) const VIDEO_POSTER: usize = 18;
pub(super) const TAGS: usize = 19;
pub(super) const BODY_HTML: usize = 20;
pub(super) const BODY_TEXT: usize = 21;
pub(super) const PUBLISHED_UTC: usize = 22;
pub(super) const MODIFIED_UTC: usize = 23;

/// What article JSON calls each field; what is part of another one bears its name.
pub(super) const MEMBERS: [&str; 24] = [
    "title",
    "kicker",
    "lang",
    "dir",
    "url",
    "published",
    "modified",
    "views",
    "authors",
    "authors",
    "lead",
    "image",
    "image",
    "image",
    "image",
    "body",
    "video",
    "video",
    "video",
    "tags",
    "body",
    "body",
    "published",
    "modified",
];

/// A format as a table. The first entry for a field that finds something wins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape<'a> {
    /// The number of a field in [`FIELDS`], and its pointers
    /// ([`crate::shape::Pointers`]).
    pub(super) places: &'a [(usize, &'a str)],
    /// Titles, names and leads may hold markup and character references.
    pub(super) has_markup: bool,
}

/// <https://developer.wordpress.org/rest-api/reference/posts/>. What stands
/// beside it comes from Jetpack, Yoast SEO, Polylang and WP-PostViews.
pub(super) const WORDPRESS: Shape<'static> = Shape {
    places: &[
        (TITLE, "/title/rendered"),
        (KICKER, "/_embedded/wp:term/0/0"),
        (LANG, "/lang"),
        (URL, "/link"),
        (PUBLISHED_UTC, "/date_gmt"),
        (PUBLISHED, "/date"),
        (MODIFIED_UTC, "/modified_gmt"),
        (MODIFIED, "/modified"),
        (VIEWS, "/views"),
        (AUTHOR, "/_embedded/author | /yoast_head_json/author"),
        (LEAD, "/excerpt/rendered"),
        (
            IMAGE,
            "/_embedded/wp:featuredmedia/0 | /jetpack_featured_media_url | /yoast_head_json/og_image/0",
        ),
        (BODY_HTML, "/content/rendered"),
        (TAGS, "/_embedded/wp:term/1"),
    ],
    has_markup: true,
};

/// <https://docs.ghost.org/content-api/posts>.
pub(super) const GHOST: Shape<'static> = Shape {
    places: &[
        (TITLE, "/title"),
        (KICKER, "/primary_tag"),
        (LANG, "/locale"),
        (URL, "/url"),
        (PUBLISHED, "/published_at"),
        (MODIFIED, "/updated_at"),
        (AUTHOR, "/authors | /primary_author"),
        (LEAD, "/custom_excerpt"),
        (IMAGE, "/feature_image"),
        (IMAGE_ALT, "/feature_image_alt"),
        (IMAGE_CAPTION, "/feature_image_caption"),
        (BODY_HTML, "/html"),
        (BODY_TEXT, "/plaintext"),
        (TAGS, "/tags"),
    ],
    has_markup: false,
};

/// An item: <https://www.jsonfeed.org/version/1.1/>.
pub(super) const JSON_FEED_ITEM: Shape<'static> = Shape {
    places: &[
        (TITLE, "/title"),
        (LANG, "/language"),
        (URL, "/url | /external_url"),
        (PUBLISHED, "/date_published"),
        (MODIFIED, "/date_modified"),
        (AUTHOR, "/authors | /author"),
        (LEAD, "/summary"),
        (IMAGE, "/image | /banner_image"),
        (BODY_HTML, "/content_html"),
        (BODY_TEXT, "/content_text"),
        (TAGS, "/tags"),
    ],
    has_markup: false,
};

/// What an item takes from its feed.
pub(super) const JSON_FEED: Shape<'static> = Shape {
    places: &[(LANG, "/language"), (AUTHOR, "/authors | /author")],
    has_markup: false,
};

/// An extension of a feed item, whatever its name.
pub(super) const JSON_FEED_EXTENSION: Shape<'static> = Shape {
    places: &[
        (KICKER, "/kicker"),
        (VIEWS, "/views"),
        (ROLE, "/role"),
        (IMAGE_ALT, "/alt"),
        (IMAGE_CAPTION, "/caption"),
        (CREDIT, "/credit"),
    ],
    has_markup: false,
};

/// <https://schema.org/Article>.
pub(super) const JSON_LD: Shape<'static> = Shape {
    places: &[
        (TITLE, "/headline | /name"),
        (KICKER, "/articleSection"),
        (LANG, "/inLanguage"),
        (URL, "/url | /mainEntityOfPage | /@id"),
        (PUBLISHED, "/datePublished | /dateCreated"),
        (MODIFIED, "/dateModified"),
        (AUTHOR, "/author | /creator"),
        (LEAD, "/description | /abstract"),
        (IMAGE, "/image | /thumbnailUrl"),
        (BODY, "/articleBody | /text"),
        (VIDEO, "/video"),
        (TAGS, "/keywords"),
    ],
    has_markup: true,
};

/// <https://schema.org/WebPage>, as far as it says the same of its article.
pub(super) const JSON_LD_PAGE: Shape<'static> = Shape {
    places: &[
        (PUBLISHED, "/datePublished"),
        (MODIFIED, "/dateModified"),
        (AUTHOR, "/author"),
    ],
    has_markup: true,
};

/// A document around Portable Text. The format describes the text alone; these
/// are the names that starter schemas of its editor use.
pub(super) const PORTABLE_TEXT: Shape<'static> = Shape {
    places: &[
        (TITLE, "/title"),
        (KICKER, "/kicker | /category"),
        (LANG, "/language"),
        (URL, "/url"),
        (PUBLISHED, "/publishedAt | /_createdAt"),
        (MODIFIED, "/_updatedAt"),
        (AUTHOR, "/authors | /author"),
        (LEAD, "/excerpt | /lead"),
        (IMAGE, "/mainImage | /image"),
        (BODY, "/body | /content"),
        (TAGS, "/tags | /categories"),
    ],
    has_markup: false,
};
