//! Vietnamese.

use super::counter_words::CounterWords;
use super::words::{Message, Words};

pub(super) const WORDS: Words = Words {
    lang: "vi",

    loading: "Đang tải bài viết…",
    views: "Số lượt xem: {n}",
    updated: "Cập nhật {date}",
    photo_credit: "Ảnh: {credit}",

    contents: "Mục lục",
    notes_heading: "Chú thích",
    note_reference: "Chú thích {n}",
    note_back: "Quay lại vị trí chú thích {n} trong bài",
    table_region: "Bảng số liệu, cuộn ngang để xem hết",
    code_region: "Đoạn mã, cuộn ngang để xem hết",

    video_label: "Video",
    video_play: "Phát video: {title}",
    video_loads_from: "tải từ {provider}",
    video_from: "từ {time}",
    video_notice: "Khi bấm phát, video được tải từ {provider}. {provider} có thể thu thập dữ liệu về bạn.",
    video_open_provider: "Xem trên {provider}",
    video_chapters: "Các phần",
    video_transcript: "Lời thoại",

    counter_heading: "Thống kê truy cập",
    counter_waiting: "Đang lấy số liệu…",
    counter_unreachable: "Chưa lấy được số liệu truy cập.",

    read_original: "Đọc bản gốc",
    rest_on_pages: "Bài viết còn các trang tiếp theo.",
    rest_for_members: "Phần còn lại dành cho thành viên.",
    rest_behind_password: "Cần mật khẩu để đọc bài viết này.",

    retry: "Thử lại",
    error_not_found: Message {
        title: "Không tìm thấy bài viết",
        text: "Bài viết có thể đã được chuyển sang địa chỉ khác hoặc đã gỡ xuống.",
    },
    error_forbidden: Message {
        title: "Bài viết không mở cho bạn đọc",
        text: "Trang này không cho phép xem bài viết. Bạn có thể cần đăng nhập hoặc liên hệ với đơn vị quản lý trang.",
    },
    error_server: Message {
        title: "Máy chủ đang gặp sự cố",
        text: "Lỗi không phải do máy của bạn. Vui lòng thử lại sau ít phút.",
    },
    error_network: Message {
        title: "Không tải được bài viết",
        text: "Không kết nối được tới nơi lưu bài viết. Vui lòng kiểm tra mạng rồi thử lại.",
    },
    error_offline: Message {
        title: "Bạn đang ngoại tuyến",
        text: "Thiết bị chưa có kết nối mạng. Hãy kết nối rồi thử lại.",
    },
    error_timeout: Message {
        title: "Tải bài viết quá lâu",
        text: "Mạng chậm hoặc máy chủ đang bận. Vui lòng thử lại.",
    },
    error_too_large: Message {
        title: "Bài viết quá lớn",
        text: "Bài viết vượt quá dung lượng có thể mở ở đây.",
    },
    error_not_json: Message {
        title: "Không đọc được bài viết",
        text: "Nội dung nhận được bị lỗi hoặc chưa đầy đủ. Vui lòng thử lại.",
    },
    error_invalid: Message {
        title: "Không đọc được bài viết",
        text: "Nội dung nhận được không phải là một bài viết hợp lệ.",
    },
    error_empty: Message {
        title: "Bài viết chưa có nội dung",
        text: "Nội dung có thể đang được biên tập. Mời bạn quay lại sau.",
    },
    error_reader: Message {
        title: "Trình đọc chưa hoạt động",
        text: "Lỗi không phải do máy của bạn. Vui lòng thử lại sau ít phút.",
    },
    error_unsupported_version: Message {
        title: "Chưa hiển thị được bài viết này",
        text: "Bài viết dùng định dạng mới hơn. Hãy tải lại trang; nếu vẫn không được, vui lòng báo cho đơn vị quản lý trang.",
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
    total: "Tất cả",
    visitors: "Khách",
    page_visitors: "Khách xem bài này",
    page_views: "Lượt xem bài này",
    page_online: "Đang đọc bài này",
    since: "Từ ngày",
    live: "Số liệu mới nhất",
    stale: "Chưa cập nhật được số mới",
    age: "Số liệu {ago}",
    paused: "Đã tạm dừng cập nhật",
    pause: "Tạm dừng cập nhật",
    resume: "Tiếp tục cập nhật",
    refresh: "Cập nhật ngay",
    chart: "Biểu đồ",
    chart_soon: "Biểu đồ sẽ có sau vài lần cập nhật nữa.",
    chart_text: "Trong {span} qua: ít nhất {least}, nhiều nhất {most}, hiện {latest} người đọc",
};
