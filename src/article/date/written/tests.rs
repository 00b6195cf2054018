#![allow(clippy::unwrap_used, clippy::expect_used)]
use super::*;
use proptest::prelude::*;

/// The machine forms of all dates; those of a change in brackets.
fn read(text: &str, order: Order) -> String {
    let mut forms = Vec::new();
    for written in dates_in(text, order) {
        let form = written.date.machine_form().unwrap();
        forms.push(if written.is_change {
            format!("({form})")
        } else {
            form
        });
    }
    forms.join(" ")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(read(text, Order::Unknown), expected, "{text}");
}

#[test]
fn months_by_name() {
    check("March 16, 2020", "2020-03-16");
    check("September 18th 2019, 3:51 pm", "2019-09-18T15:51:00");
    check(
        "Posted on Monday, Mar. 2, 2020 at 12:05 a.m.",
        "2020-03-02T00:05:00",
    );
    check("16th of March, 2020", "2020-03-16");
    check("Mon Mar 16 08:06:45 CET 2020", "2020-03-16T08:06:45");
    check("Ngày 16 tháng 3 năm 2020", "2020-03-16");
    check("Thứ Hai, 16 Tháng Ba, 2020", "2020-03-16");
    check("Tháng Mười Hai 5, 2021", "2021-12-05");
    check("16 tháng mười 2020", "2020-10-16");
    check("Montag, 16. März 2020, 10.39 Uhr", "2020-03-16T10:39:00");
    check("7. Jun 2017, 11:19", "2017-06-07T11:19:00");
    check("1er août 2019 à 8h05", "2019-08-01T08:05:00");
    check("16 de marzo de 2020", "2020-03-16");
    check("3 de Fevereiro de 2022 às 18:30", "2022-02-03T18:30:00");
    check("16 marzo 2020", "2020-03-16");
    check("5 mei 2020", "2020-05-05");
    check("28 września 2019, 12:44", "2019-09-28T12:44:00");
    check("3. června 2021", "2021-06-03");
    check("3. července 2021", "2021-07-03");
    check("16 mars 2020 kl. 08:06", "2020-03-16T08:06:00");
    check("5. marraskuuta 2021", "2021-11-05");
    check("5. maaliskuuta 2021", "2021-03-05");
    check("16 Mart 2020", "2020-03-16");
    check("16 Agustus 2020", "2020-08-16");
    check("2020. március 16.", "2020-03-16");
    check("16 martie 2020", "2020-03-16");
    check("15 августа 2016, 13:43", "2016-08-15T13:43:00");
    check("15 серпня 2016 р.", "2016-08-15");
    check("16 Μαρτίου 2020", "2020-03-16");
    check("16 مارس 2020", "2020-03-16");
}

#[test]
fn numbers_whose_order_is_certain() {
    check("26.02.2020", "2020-02-26");
    check("am 03. 04. 2020", "2020-04-03");
    check("28.09.19 12:44", "2019-09-28T12:44:00");
    check("16/03/2020", "2020-03-16");
    check("03/16/2020", "2020-03-16");
    check("16-03-2020 08:06", "2020-03-16T08:06:00");
    check("04/04/2020", "2020-04-04");
    check("2016年10月14日07:17", "2016-10-14T07:17:00");
    check("2020년 3월 16일", "2020-03-16");
    check("2020/3/6", "2020-03-06");
    check(
        "Ngày đăng 2020-03-16 08:06:45 Số lượt xem 1365",
        "2020-03-16T08:06:45",
    );
    check("08:06 16/03/2020", "2020-03-16T08:06:00");
    check("08:06, ngày 16/03/2020", "2020-03-16T08:06:00");
    check(
        "Thứ hai, 16/03/2020, 08:06 (GMT+7)",
        "2020-03-16T08:06:00+07:00",
    );
    check("16.03.2020 08:06 +0530", "2020-03-16T08:06:00+05:30");
    check("16.03.2020 08:06 UTC", "2020-03-16T08:06:00Z");
}

#[test]
fn what_is_uncertain_is_no_date() {
    check("03/04/2020", "");
    check("hôm qua", "");
    check("31.02.2020", "");
    check("16/13/2020", "");
    check("2020-13-01", "");
    check("24/7, since 2020", "");
    check("1.16.2020.4", "");
    check("16 people 2020", "");
    check("Version 3.10.2", "");
    check("10.12.13.14", "");
    check("2020 03 16", "");
    check("March 2020", "");
    check("Tel. 0221 16 03 2020", "");
    check("May 5", "");
    // Words that only begin as months do.
    check("Top 10 Mayors of 2021", "");
    check("5 Marathons of 2020", "");
    check("3 Decisions, 2020", "");
    check("12 out of 2020", "");
    check("7 Junior 2020", "");
}

#[test]
fn the_language_or_another_date_decides() {
    #[track_caller]
    fn check(tag: &str, expected: &str) {
        let order = Order::of_language(tag);
        assert_eq!(read("03/04/2020 08:06", order), expected, "{tag}");
    }
    check("vi", "2020-04-03T08:06:00");
    check("fr-CA", "2020-04-03T08:06:00");
    check("en-GB", "2020-04-03T08:06:00");
    check("en_US", "2020-03-04T08:06:00");
    check("en", "");
    check("", "");
    check("zh-Hant", "");
}

#[test]
fn two_dates_are_told_apart() {
    check(
        "Erstellt: 16.03.2020 | Aktualisiert: 18.03.2020",
        "2020-03-16 (2020-03-18)",
    );
    check(
        "Đăng ngày 16/03/2020 08:06 - Cập nhật: 18/03/2020",
        "2020-03-16T08:06:00 (2020-03-18)",
    );
    check("Last updated on March 18, 2020", "(2020-03-18)");
    check(
        "Published March 16, 2020; 3:00 pm, modified March 18, 2020",
        "2020-03-16T15:00:00 (2020-03-18)",
    );
}

proptest! {
    /// Whatever is found is a day that exists, within the text.
    #[test]
    fn any_text(text in "(\\PC{0,9}|[0-9]{1,4}|[ ./:,-]|tháng|March|年|pm){0,20}") {
        for order in [Order::Unknown, Order::DayFirst, Order::MonthFirst] {
            for written in dates_in(&text, order) {
                prop_assert!(written.date.machine_form().is_some());
                let (start, end) = written.place;
                prop_assert!(text.get(start..end).is_some_and(|part| !part.is_empty()));
            }
        }
    }

    /// A date that is written out is read back.
    #[test]
    fn numbers_between_points(year in 1900_u32..2100, month in 1_u32..=12, day in 1_u32..=28) {
        let expected = format!("{year:04}-{month:02}-{day:02}");
        prop_assert_eq!(read(&format!("{day}.{month}.{year}"), Order::Unknown), expected.clone());
        prop_assert_eq!(read(&format!("{day}/{month}/{year}"), Order::DayFirst), expected.clone());
        prop_assert_eq!(read(&format!("{month}/{day}/{year}"), Order::MonthFirst), expected);
    }
}
