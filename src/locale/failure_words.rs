//! What the reader says of an article that cannot be had. Apart from the other
//! words, because it is downloaded only then.

use super::tag::split_tag;
use super::words::Message;

/// What the reader says of failures in one language. What is said where nothing
/// can be downloaded is among the first words, see [`super::Words`].
#[derive(Debug, PartialEq, Eq)]
pub struct FailureWords {
    /// BCP 47 tag of this table.
    pub lang: &'static str,
    /// No article at that address (404, 410).
    pub not_found: Message,
    /// The server does not let readers see it (401, 403, 451).
    pub forbidden: Message,
    /// The server failed (500 and above).
    pub server: Message,
    /// No complete answer in time.
    pub timeout: Message,
    /// The answer is too long.
    pub too_large: Message,
    /// The answer is no JSON at all.
    pub not_json: Message,
    /// The answer is JSON but no article.
    pub invalid: Message,
    /// The article has no text.
    pub empty: Message,
    /// The article is in a newer format.
    pub unsupported_version: Message,
}

const VI: FailureWords = FailureWords {
    lang: "vi",
    not_found: Message {
        title: "Không tìm thấy bài viết",
        text: "Bài viết có thể đã được chuyển sang địa chỉ khác hoặc đã gỡ xuống.",
    },
    forbidden: Message {
        title: "Bạn chưa có quyền xem bài viết này",
        text: "Vui lòng đăng nhập hoặc liên hệ đơn vị quản lý trang.",
    },
    server: Message {
        title: "Máy chủ đang gặp sự cố",
        text: "Lỗi không do thiết bị của bạn. Vui lòng thử lại sau ít phút.",
    },
    timeout: Message {
        title: "Tải bài viết quá lâu",
        text: "Mạng chậm hoặc máy chủ đang bận. Vui lòng thử lại.",
    },
    too_large: Message {
        title: "Bài viết quá lớn",
        text: "Bài viết quá dài nên không hiển thị được tại đây.",
    },
    not_json: Message {
        title: "Không đọc được bài viết",
        text: "Nội dung nhận được bị lỗi hoặc chưa đầy đủ. Vui lòng thử lại.",
    },
    invalid: Message {
        title: "Không đọc được bài viết",
        text: "Nội dung không đúng định dạng bài viết. Vui lòng báo cho đơn vị quản lý trang.",
    },
    empty: Message {
        title: "Bài viết chưa có nội dung",
        text: "Nội dung có thể đang được biên tập. Mời bạn quay lại sau.",
    },
    unsupported_version: Message {
        title: "Chưa hiển thị được bài viết này",
        text: "Bài viết dùng định dạng mới hơn. Hãy tải lại trang; nếu vẫn không được, vui lòng báo cho đơn vị quản lý trang.",
    },
};

const EN: FailureWords = FailureWords {
    lang: "en",
    not_found: Message {
        title: "Article not found",
        text: "It may have moved to another address or been taken down.",
    },
    forbidden: Message {
        title: "You do not have access to this article",
        text: "Please sign in, or ask the people who run the site.",
    },
    server: Message {
        title: "The site is having trouble",
        text: "The fault is not with your device. Please try again in a few minutes.",
    },
    timeout: Message {
        title: "Loading took too long",
        text: "The connection is slow or the site is busy. Please try again.",
    },
    too_large: Message {
        title: "The article is too large",
        text: "It is larger than can be opened here.",
    },
    not_json: Message {
        title: "The article could not be read",
        text: "What arrived is damaged or incomplete. Please try again.",
    },
    invalid: Message {
        title: "The article could not be read",
        text: "The site sent something that is not an article. Please tell the people who run it.",
    },
    empty: Message {
        title: "This article has no text yet",
        text: "It may still be in preparation. Please come back later.",
    },
    unsupported_version: Message {
        title: "This article cannot be shown yet",
        text: "It is in a newer format. Reload the page; if that does not help, please tell the people who run the site.",
    },
};

const AR: FailureWords = FailureWords {
    lang: "ar",
    not_found: Message {
        title: "المقال غير موجود",
        text: "ربما نُقل إلى عنوان آخر أو أُزيل.",
    },
    forbidden: Message {
        title: "لا يمكنك فتح هذا المقال",
        text: "يُرجى تسجيل الدخول أو مراسلة القائمين على الموقع.",
    },
    server: Message {
        title: "يواجه الموقع مشكلة",
        text: "المشكلة ليست من جهازك. يُرجى المحاولة مجددًا بعد بضع دقائق.",
    },
    timeout: Message {
        title: "استغرق التحميل وقتًا طويلًا",
        text: "الاتصال بطيء أو الموقع مشغول. يُرجى إعادة المحاولة.",
    },
    too_large: Message {
        title: "المقال كبير جدًا",
        text: "حجمه أكبر مما يمكن فتحه هنا.",
    },
    not_json: Message {
        title: "تعذّرت قراءة المقال",
        text: "المحتوى الذي وصل تالف أو غير مكتمل. يُرجى إعادة المحاولة.",
    },
    invalid: Message {
        title: "تعذّرت قراءة المقال",
        text: "ما أرسله الموقع ليس مقالًا. يُرجى إبلاغ القائمين على الموقع.",
    },
    empty: Message {
        title: "لا نص في هذا المقال بعد",
        text: "ربما لا يزال قيد التحرير. يُرجى العودة لاحقًا.",
    },
    unsupported_version: Message {
        title: "لا يمكن عرض هذا المقال بعد",
        text: "صيغته أحدث مما يدعمه هذا القارئ. أعد تحميل الصفحة، وإن لم يُجدِ ذلك فأبلغ القائمين على الموقع.",
    },
};

/// The words for a language tag; English for a language without a table.
pub fn failure_words_for(lang: &str) -> &'static FailureWords {
    let (primary, _) = split_tag(lang.trim_ascii());
    [&VI, &EN, &AR]
        .into_iter()
        .find(|words| words.lang.eq_ignore_ascii_case(primary))
        .unwrap_or(&EN)
}
