//! Article JSON by chance, as a property needs it.

use proptest::prelude::*;
use serde_json::{Value, json};

/// Words that are read as they stand, or in a way of their own.
fn any_words() -> impl Strategy<Value = Value> {
    prop_oneof![
        "[a-zà-ỹ]{1,6}( [a-z\"\\\\\n%#]{1,4}){0,2}",
        "\\PC{1,8}",
        prop::sample::select(vec![
            "Một là: ",
            "\u{200B}",
            " ",
            "2020-03-16",
            "https://a.example"
        ])
        .prop_map(str::to_owned),
    ]
    .prop_map(Value::from)
}

fn any_url() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![
        "https://a.example/b?c=d#e",
        "anh/1.webp",
        "/tin",
        "//b.example/",
        "#gio-hop",
        "#gi%E1%BB%9D%20h%25",
        "1.json#a",
        "mailto:a@b.example",
        "cho.mp4",
    ])
    .prop_map(Value::from)
}

/// An object of a type, with some of these members.
fn object(
    kind: &'static str,
    members: Vec<(&'static str, BoxedStrategy<Value>)>,
) -> BoxedStrategy<Value> {
    let members: Vec<_> = members
        .into_iter()
        .map(|(key, value)| (Just(key), prop::option::weighted(0.8, value)))
        .collect();
    members
        .prop_map(move |members| {
            let mut map = serde_json::Map::new();
            if !kind.is_empty() {
                map.insert("type".to_owned(), kind.into());
            }
            for (key, value) in members {
                map.extend(value.map(|value| (key.to_owned(), value)));
            }
            Value::Object(map)
        })
        .boxed()
}

fn list_of(entry: BoxedStrategy<Value>, most: usize) -> BoxedStrategy<Value> {
    prop::collection::vec(entry, 0..=most)
        .prop_map(Value::from)
        .boxed()
}

fn number(range: std::ops::Range<i32>) -> BoxedStrategy<Value> {
    range.prop_map(Value::from).boxed()
}

fn any_image(kind: &'static str) -> BoxedStrategy<Value> {
    let (words, url) = (any_words().boxed(), any_url().boxed());
    let candidate = object("", vec![("url", url.clone()), ("width", number(1..2000))]);
    object(
        kind,
        vec![
            ("url", url),
            ("alt", words),
            ("width", number(1..2000)),
            ("height", number(1..2000)),
            ("candidates", list_of(candidate, 2)),
        ],
    )
}

/// Text as article JSON has it.
fn any_text() -> BoxedStrategy<Value> {
    let words = any_words().boxed();
    any_words()
        .prop_recursive(4, 24, 4, move |inner| {
            let text = || ("text", inner.clone().boxed());
            let mark = |kind| object(kind, vec![text()]);
            let words = || words.clone();
            let inline = prop_oneof![
                any_words().boxed(),
                mark("strong"),
                mark("em"),
                mark("sub"),
                mark("sup"),
                mark("mark"),
                mark("small"),
                mark("del"),
                mark("ins"),
                mark("text"),
                object("link", vec![("url", any_url().boxed()), text()]),
                object("code", vec![("text", words())]),
                object("break", vec![]),
                object("note", vec![("ref", words()), ("label", words())]),
                object("abbr", vec![("title", words()), text()]),
                object(
                    "time",
                    vec![("datetime", Just(json!("2020-03-16")).boxed()), text()]
                ),
                object(
                    "span",
                    vec![
                        ("lang", Just(json!("ar")).boxed()),
                        ("dir", Just(json!("rtl")).boxed()),
                        text()
                    ]
                ),
                object("ruby", vec![text(), ("annotation", inner.clone().boxed())]),
                any_image("image"),
            ];
            list_of(inline.boxed(), 4)
        })
        .boxed()
}

fn any_figure(kind: &'static str) -> BoxedStrategy<Value> {
    object(
        kind,
        vec![
            ("image", any_image("")),
            ("caption", any_text()),
            ("credit", any_words().boxed()),
            ("link", any_url().boxed()),
        ],
    )
}

fn any_video(kind: &'static str) -> BoxedStrategy<Value> {
    let (words, url) = (any_words().boxed(), any_url().boxed());
    let flag = any::<bool>().prop_map(Value::from).boxed();
    let choice =
        |words: Vec<&'static str>| prop::sample::select(words).prop_map(Value::from).boxed();
    let source = object(
        "",
        vec![
            ("url", url.clone()),
            ("type", choice(vec!["video/webm", "video/mp4; codecs=vp9"])),
        ],
    );
    let track = object(
        "",
        vec![
            ("url", url.clone()),
            (
                "kind",
                choice(vec!["captions", "subtitles", "descriptions", "chapters"]),
            ),
            ("lang", choice(vec!["vi", "en_GB"])),
            ("label", words.clone()),
            ("default", flag),
        ],
    );
    object(
        kind,
        vec![
            ("url", url.clone()),
            ("sources", list_of(source, 2)),
            ("title", words),
            ("poster", url),
            ("width", number(1..2000)),
            ("height", number(1..2000)),
            ("duration", number(0..2000)),
            ("tracks", list_of(track, 2)),
            ("caption", any_text()),
        ],
    )
}

fn any_block() -> BoxedStrategy<Value> {
    let (text, words) = (any_text(), any_words().boxed());
    let flag = || any::<bool>().prop_map(Value::from).boxed();
    let choice =
        |words: Vec<&'static str>| prop::sample::select(words).prop_map(Value::from).boxed();
    let cell = prop_oneof![
        text.clone(),
        object(
            "",
            vec![
                ("text", text.clone()),
                ("header", choice(vec!["row", "column"])),
                ("align", choice(vec!["left", "center", "right"])),
                ("colspan", number(1..4)),
                ("rowspan", number(1..4)),
            ]
        ),
    ];
    let rows = list_of(list_of(cell.boxed(), 3), 2);
    let leaf = prop_oneof![
        4 => any_words().boxed(),
        4 => object("paragraph", vec![("text", text.clone())]),
        1 => object("heading", vec![("level", number(2..7)), ("id", words.clone()), ("text", text.clone())]),
        1 => object("code", vec![("text", words.clone()), ("language", words.clone())]),
        1 => object("divider", vec![]),
        1 => any_figure("figure"),
        1 => object("gallery", vec![("figures", list_of(any_figure(""), 2)), ("caption", text.clone()), ("columns", number(1..10))]),
        1 => object("table", vec![("caption", text.clone()), ("head", rows.clone()), ("body", rows)]),
        1 => any_video("video"),
        1 => object("audio", vec![("url", any_url().boxed()), ("title", words.clone()), ("caption", text.clone())]),
    ];
    leaf.prop_recursive(3, 24, 3, move |inner| {
        let body = || ("body", list_of(inner.clone().boxed(), 3));
        let item = prop_oneof![
            text.clone(),
            list_of(inner.clone().boxed(), 3),
            inner.clone().boxed()
        ]
        .boxed();
        let group = object(
            "",
            vec![
                ("terms", list_of(text.clone(), 2)),
                ("details", list_of(item.clone(), 2)),
            ],
        );
        prop_oneof![
            object(
                "list",
                vec![
                    ("items", list_of(item.clone(), 3)),
                    ("ordered", flag()),
                    ("start", number(-9..9)),
                    ("reversed", flag())
                ]
            ),
            object("quote", vec![body(), ("cite", text.clone())]),
            object(
                "note",
                vec![("id", words.clone()), ("label", words.clone()), body()]
            ),
            object(
                "details",
                vec![("summary", text.clone()), body(), ("open", flag())]
            ),
            object("definitions", vec![("groups", list_of(group, 2))]),
        ]
    })
    .boxed()
}

/// Article JSON of any parts, most of it good.
pub(super) fn any_article() -> BoxedStrategy<Value> {
    let words = || any_words().boxed();
    let date = || {
        prop::sample::select(vec![
            "2020-03-16",
            "2020-03-16 08:06:45",
            "2020-03-16T08:06:45+07:00",
            "0001-01-01T00:00:00+23:59",
            "9999-12-31T23:59:59-12:00",
            "2020-02-30",
            "hôm qua",
        ])
        .prop_map(Value::from)
        .boxed()
    };
    let author = object(
        "",
        vec![
            ("name", words()),
            ("role", list_of(words(), 2)),
            ("url", any_url().boxed()),
        ],
    );
    let choice =
        |words: Vec<&'static str>| prop::sample::select(words).prop_map(Value::from).boxed();
    object(
        "",
        vec![
            ("title", words()),
            ("kicker", words()),
            ("lang", choice(vec!["vi", "zh_Hant_TW"])),
            ("dir", choice(vec!["ltr", "rtl"])),
            ("url", any_url().boxed()),
            ("published", date()),
            ("modified", date()),
            ("views", any::<u64>().prop_map(Value::from).boxed()),
            ("authors", list_of(prop_oneof![words(), author].boxed(), 2)),
            ("lead", any_text()),
            ("image", any_figure("")),
            ("body", list_of(any_block(), 4)),
            ("video", list_of(any_video(""), 2)),
            ("tags", list_of(words(), 2)),
            ("rest", choice(vec!["pages", "members", "password"])),
        ],
    )
}
