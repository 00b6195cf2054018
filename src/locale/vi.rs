//! Vietnamese.

use super::counter_words::CounterWords;
use super::words::{Message, Words};

pub(super) const WORDS: Words = Words {
    lang: "vi",

    loading: "Đang tải bài viết…",
    views: "Lượt xem: {n}",
    updated: "Cập nhật: {date}",
    photo_credit: "Ảnh:",

    contents: "Mục lục",
    notes_heading: "Chú thích",
    note_reference: "Chú thích {n}",
    note_back: "Trở lại chỗ đang đọc (chú thích {n})",
    table_region: "Bảng lớn, vuốt để xem tiếp",
    code_region: "Đoạn mã",

    video_label: "Video",
    video_play: "Phát video: {title}",
    video_loads_from: "tải từ {provider}",
    video_from: "từ {time}",
    video_notice: "Video này tải từ {provider}. Khi bạn bấm phát, {provider} có thể thu thập dữ liệu của bạn.",
    video_open_provider: "Xem trên {provider}",
    video_chapters: "Các đoạn",
    video_transcript: "Bản chép lời",

    counter_heading: "Thống kê truy cập",
    counter_waiting: "Đang tải số liệu…",
    counter_unreachable: "Chưa tải được số liệu truy cập.",

    read_original: "Đọc bản gốc",
    rest_on_pages: "Bài viết còn các trang tiếp theo.",
    rest_for_members: "Phần còn lại dành cho thành viên.",
    rest_behind_password: "Cần mật khẩu để đọc bài viết này.",

    retry: "Thử lại",
    error_network: Message {
        title: "Chưa tải được bài viết",
        text: "Không kết nối được với máy chủ. Vui lòng kiểm tra mạng rồi thử lại.",
    },
    error_offline: Message {
        title: "Mất kết nối mạng",
        text: "Hãy kiểm tra Wi-Fi hoặc dữ liệu di động rồi thử lại.",
    },
    error_reader: Message {
        title: "Trình đọc chưa hoạt động",
        text: "Lỗi không do thiết bị của bạn. Vui lòng thử lại sau ít phút.",
    },
};

pub(super) const COUNTER: CounterWords = CounterWords {
    lang: "vi",
    online: "Đang online",
    today: "Hôm nay",
    yesterday: "Hôm qua",
    week: "Tuần này",
    month: "Tháng này",
    year: "Năm nay",
    total: "Tổng lượt truy cập",
    visitors: "Số người truy cập",
    page_visitors: "Số người đã đọc bài này",
    page_views: "Lượt xem bài này",
    page_online: "Đang đọc bài này",
    since: "Tính từ ngày",
    live: "Số liệu mới nhất",
    stale: "Chưa có số liệu mới",
    age: "Số liệu từ {ago}",
    paused: "Đã tạm dừng cập nhật",
    pause: "Tạm dừng cập nhật",
    resume: "Tiếp tục cập nhật",
    refresh: "Cập nhật ngay",
    chart: "Biểu đồ",
    chart_soon: "Chưa đủ số liệu để vẽ biểu đồ.",
    chart_text: "Trong {span} qua: thấp nhất {least}, cao nhất {most}, hiện có {latest} người đang truy cập",
};
