//! English.

use super::counter_words::CounterWords;
use super::words::{Message, Words};

pub(super) const WORDS: Words = Words {
    lang: "en",

    loading: "Loading the article…",
    views: "Views: {n}",
    updated: "Updated {date}",
    photo_credit: "Photo:",

    contents: "Contents",
    notes_heading: "Notes",
    note_reference: "Note {n}",
    note_back: "Back to note {n} in the text",
    table_region: "Table, scroll to see all of it",
    code_region: "Code, scroll sideways to see all of it",

    video_label: "Video",
    video_play: "Play video: {title}",
    video_loads_from: "loads from {provider}",
    video_from: "from {time}",
    video_notice: "Playing loads the video from {provider}, which may collect data about you.",
    video_open_provider: "Watch on {provider}",
    video_chapters: "Chapters",
    video_transcript: "Transcript",

    counter_heading: "Visitor statistics",
    counter_waiting: "Loading statistics…",
    counter_unreachable: "The visitor numbers are not available at the moment.",

    read_original: "Read the original",
    rest_on_pages: "This article goes on on further pages.",
    rest_for_members: "The rest is for members.",
    rest_behind_password: "This article needs a password.",

    retry: "Try again",
    error_network: Message {
        title: "The article could not be loaded",
        text: "The server could not be reached. Please check your connection and try again.",
    },
    error_offline: Message {
        title: "You are offline",
        text: "Your device has no connection. Connect it and try again.",
    },
    error_reader: Message {
        title: "The reader is not working",
        text: "The fault is not with your device. Please try again in a few minutes.",
    },
};

pub(super) const COUNTER: CounterWords = CounterWords {
    lang: "en",
    online: "Online now",
    today: "Today",
    yesterday: "Yesterday",
    week: "This week",
    month: "This month",
    year: "This year",
    total: "Total",
    visitors: "Visitors",
    page_visitors: "Visitors to this article",
    page_views: "Views of this article",
    page_online: "Reading this article",
    since: "Since",
    live: "Up to date",
    stale: "Not updated yet",
    age: "Numbers from {ago}",
    paused: "Updates paused",
    pause: "Pause updates",
    resume: "Resume updates",
    refresh: "Update now",
    chart: "Chart",
    chart_soon: "The chart begins after a few more updates.",
    chart_text: "Readers online over the last {span}: lowest {least}, highest {most}, now {latest}",
};
