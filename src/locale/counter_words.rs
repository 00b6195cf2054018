//! What the counter panel says once its module has come. Apart from the other
//! words, because it is downloaded with the counter and not with the article.

/// What the counter panel says in one language.
///
/// Names in braces are places for [`super::fill`].
#[derive(Debug, PartialEq, Eq)]
pub struct CounterWords {
    /// BCP 47 tag of this table.
    pub lang: &'static str,
    /// Readers at this moment.
    pub online: &'static str,
    /// Counted today.
    pub today: &'static str,
    /// Counted yesterday.
    pub yesterday: &'static str,
    /// Counted this week.
    pub week: &'static str,
    /// Counted this month.
    pub month: &'static str,
    /// Counted this year.
    pub year: &'static str,
    /// All page views.
    pub total: &'static str,
    /// All visitors.
    pub visitors: &'static str,
    /// All visitors of this page.
    pub page_visitors: &'static str,
    /// Views of this page.
    pub page_views: &'static str,
    /// Readers of this page at this moment.
    pub page_online: &'static str,
    /// First day counted.
    pub since: &'static str,
    /// The last request brought numbers.
    pub live: &'static str,
    /// There are numbers, but newer ones could not be had.
    pub stale: &'static str,
    /// Age of numbers: `{ago}`.
    pub age: &'static str,
    /// The reader paused the panel.
    pub paused: &'static str,
    /// Button that pauses the panel.
    pub pause: &'static str,
    /// Button that resumes it.
    pub resume: &'static str,
    /// Button that asks for new numbers.
    pub refresh: &'static str,
    /// Button that shows and hides the chart of readers online.
    pub chart: &'static str,
    /// In place of the chart, while there is too little to draw.
    pub chart_soon: &'static str,
    /// The chart in words: `{span}` (a length of time), `{least}`, `{most}`, `{latest}`.
    pub chart_text: &'static str,
}
