//! Arabic, in the modern standard of the press.

use super::counter_words::CounterWords;
use super::words::{Message, Words};

pub(super) const WORDS: Words = Words {
    lang: "ar",

    loading: "جارٍ تحميل المقال…",
    views: "عدد المشاهدات: {n}",
    updated: "آخر تحديث: {date}",
    photo_credit: "الصورة:",

    contents: "المحتويات",
    notes_heading: "الحواشي",
    note_reference: "الحاشية {n}",
    note_back: "العودة إلى موضع الحاشية {n} في النص",
    table_region: "جدول، مرِّر لعرضه كاملًا",
    code_region: "شيفرة برمجية، مرِّر أفقيًا لعرضها كاملة",

    video_label: "فيديو",
    video_play: "تشغيل الفيديو: {title}",
    video_loads_from: "يُحمَّل من {provider}",
    video_from: "من {time}",
    video_notice: "عند التشغيل يُحمَّل الفيديو من {provider}، وقد تُجمع بيانات عنك هناك.",
    video_open_provider: "المشاهدة على {provider}",
    video_chapters: "الفصول",
    video_transcript: "نص الفيديو",

    counter_heading: "إحصاءات الزيارات",
    counter_waiting: "جارٍ جلب الأرقام…",
    counter_unreachable: "إحصاءات الزيارات غير متاحة حاليًا.",

    read_original: "اقرأ النسخة الأصلية",
    rest_on_pages: "للمقال بقية في صفحات أخرى.",
    rest_for_members: "بقية المقال للأعضاء فقط.",
    rest_behind_password: "يحتاج هذا المقال إلى كلمة مرور.",

    retry: "إعادة المحاولة",
    error_network: Message {
        title: "تعذّر تحميل المقال",
        text: "تعذّر الوصول إلى مكان حفظ المقال. يُرجى التحقق من الاتصال ثم إعادة المحاولة.",
    },
    error_offline: Message {
        title: "لا يوجد اتصال بالإنترنت",
        text: "جهازك غير متصل بالشبكة. اتصل بها ثم أعد المحاولة.",
    },
    error_reader: Message {
        title: "القارئ لا يعمل",
        text: "المشكلة ليست من جهازك. يُرجى المحاولة مجددًا بعد بضع دقائق.",
    },
};

pub(super) const COUNTER: CounterWords = CounterWords {
    lang: "ar",
    online: "المتصلون الآن",
    today: "اليوم",
    yesterday: "أمس",
    week: "هذا الأسبوع",
    month: "هذا الشهر",
    year: "هذا العام",
    total: "الإجمالي",
    visitors: "الزوار",
    page_visitors: "زوار هذا المقال",
    page_views: "مشاهدات هذا المقال",
    page_online: "يقرؤون هذا المقال الآن",
    since: "بدء الإحصاء",
    live: "الأرقام محدَّثة",
    stale: "تعذّر جلب أرقام أحدث",
    age: "آخر تحديث: {ago}",
    paused: "التحديث متوقف مؤقتًا",
    pause: "إيقاف التحديث مؤقتًا",
    resume: "استئناف التحديث",
    refresh: "التحديث الآن",
    chart: "المخطط",
    chart_soon: "يظهر المخطط بعد بضعة تحديثات أخرى.",
    chart_text: "المتصلون (المدة: {span}): الأدنى {least}، والأعلى {most}، والآن {latest}",
};
