//! What the video player says. Apart from the other words, because it is
//! downloaded with the player and not with the article.

use super::tag::split_tag;

/// Everything the video player says in one language.
///
/// Names in braces are places for [`super::fill`].
#[derive(Debug, PartialEq, Eq)]
pub struct VideoWords {
    /// BCP 47 tag of this table.
    pub lang: &'static str,
    /// Plain link to the video file.
    pub open_file: &'static str,
    /// Name of the list of several videos.
    pub playlist: &'static str,
    /// In place of the notice, where the page asks before: `{provider}`.
    pub notice_asks: &'static str,
    /// Button that tries again.
    pub retry: &'static str,
    /// What happened, in the order of the kinds of failures: `{provider}`.
    pub failures: [&'static str; 13],
    /// Menu of speeds.
    pub speed: &'static str,
    /// Menu of captions and subtitles.
    pub captions: &'static str,
    /// No captions.
    pub captions_off: &'static str,
    /// Button that puts the video into a window of its own.
    pub picture_in_picture: &'static str,
    /// The reader need not be asked about a provider again: `{provider}`.
    pub always_load: &'static str,
    /// Menu of the transcript's languages.
    pub transcript_language: &'static str,
    /// Label of the field that looks for words in the transcript.
    pub search: &'static str,
    /// How many lines hold the words: `{count}` of `{total}`.
    pub found: &'static str,
    /// A text is on its way.
    pub text_loading: &'static str,
    /// A text cannot be had.
    pub text_failed: &'static str,
    /// Plain link to the text's file.
    pub open_text: &'static str,
    /// Button that sends the small player back to its place.
    pub mini_close: &'static str,
}

const VI: VideoWords = VideoWords {
    lang: "vi",
    notice_asks: "Trang này sẽ hỏi ý kiến bạn trước khi tải video từ {provider}.",
    playlist: "Danh sách video",
    open_file: "Mở tệp video",
    retry: "Thử lại",
    failures: [
        "Địa chỉ video không đúng.",
        "Trình phát của {provider} gặp lỗi.",
        "Video không còn trên {provider}, hoặc là video riêng tư.",
        "Chủ sở hữu không cho phép phát video trên trang này.",
        "{provider} không cho phát video tại đây. Mời bạn xem trên {provider}.",
        "Không tải được video. Hãy kiểm tra kết nối mạng.",
        "Tệp video bị hỏng.",
        "Trình duyệt này không phát được video, hoặc tệp video không còn.",
        "Trang này không cho phép mở {provider}.",
        "{provider} không phản hồi.",
        "Trình duyệt này không mở được {provider} trong trang này.",
        "Video bị dừng giữa chừng.",
        "Không phát được video này.",
    ],
    speed: "Tốc độ",
    captions: "Phụ đề",
    captions_off: "Tắt",
    picture_in_picture: "Cửa sổ nổi",
    always_load: "Lần sau tự tải video từ {provider}, không hỏi lại",
    transcript_language: "Ngôn ngữ",
    search: "Tìm trong bản chép lời",
    found: "Tìm thấy {count}/{total} dòng",
    text_loading: "Đang tải…",
    text_failed: "Không tải được phụ đề.",
    open_text: "Mở tệp phụ đề",
    mini_close: "Đóng video thu nhỏ",
};

const EN: VideoWords = VideoWords {
    lang: "en",
    notice_asks: "This page asks you before it loads the video from {provider}.",
    playlist: "Videos",
    open_file: "Open the video file",
    retry: "Try again",
    failures: [
        "This video's address is wrong.",
        "{provider}'s player stopped working.",
        "This video is no longer on {provider}, or it is private.",
        "The video's owner does not allow it to be played on this page.",
        "{provider} refuses to play it here. Watch it on {provider}.",
        "The video could not be loaded. Please check your connection.",
        "The video file is damaged.",
        "This browser cannot play this video, or the file is gone.",
        "This page does not allow {provider}.",
        "{provider} has not answered.",
        "This browser cannot open {provider} on this page.",
        "The video has stalled.",
        "This video cannot be played.",
    ],
    speed: "Speed",
    captions: "Captions",
    captions_off: "Off",
    picture_in_picture: "Picture in picture",
    always_load: "Always load videos from {provider}",
    transcript_language: "Language",
    search: "Search the transcript",
    found: "{count} of {total} lines",
    text_loading: "Loading…",
    text_failed: "This text cannot be loaded.",
    open_text: "Open the caption file",
    mini_close: "Close the small player",
};

const AR: VideoWords = VideoWords {
    lang: "ar",
    notice_asks: "ستسألك هذه الصفحة قبل تحميل الفيديو من {provider}.",
    playlist: "قائمة المقاطع",
    open_file: "فتح ملف الفيديو",
    retry: "إعادة المحاولة",
    failures: [
        "عنوان هذا الفيديو غير صحيح.",
        "حدث خطأ في مشغّل {provider}.",
        "لم يعد هذا الفيديو متاحًا على {provider}، أو أنه خاص.",
        "لا يسمح صاحب الفيديو بتشغيله في هذه الصفحة.",
        "لا يسمح {provider} بتشغيل الفيديو هنا. يمكنك مشاهدته على {provider}.",
        "تعذّر تحميل الفيديو. يُرجى التحقق من الاتصال.",
        "ملف الفيديو تالف.",
        "لا يستطيع هذا المتصفح تشغيل الفيديو، أو أن الملف لم يعد موجودًا.",
        "لا تسمح هذه الصفحة بفتح {provider}.",
        "لم يُجب {provider} بعد.",
        "لا يستطيع هذا المتصفح فتح {provider} في هذه الصفحة.",
        "توقّف الفيديو أثناء التشغيل.",
        "تعذّر تشغيل هذا الفيديو.",
    ],
    speed: "السرعة",
    captions: "الترجمة المصاحبة",
    captions_off: "إيقاف",
    picture_in_picture: "نافذة عائمة",
    always_load: "تحميل مقاطع {provider} دائمًا",
    transcript_language: "اللغة",
    search: "البحث في نص الفيديو",
    found: "الأسطر: {count} من {total}",
    text_loading: "جارٍ التحميل…",
    text_failed: "تعذّر تحميل هذا النص.",
    open_text: "فتح ملف النص",
    mini_close: "إغلاق المشغّل الصغير",
};

/// The player's words for a language tag; English for a language without a table.
pub fn video_words_for(lang: &str) -> &'static VideoWords {
    let (primary, _) = split_tag(lang.trim_ascii());
    [&VI, &EN, &AR]
        .into_iter()
        .find(|words| words.lang.eq_ignore_ascii_case(primary))
        .unwrap_or(&EN)
}
