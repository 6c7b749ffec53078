//! Responses made by chance: fields in any order, unknown ones among them,
//! escapes and white space wherever JSON allows them.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};
use proptest::sample::select;

/// JSON as it is written: of texts and keys each character.
#[derive(Clone, Debug)]
enum Json {
    Word(String),
    Text(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// A whole response.
pub(crate) fn response() -> impl Strategy<Value = String> {
    let space = select(&["", "", "", " ", "\n", "\r\n\t", "  "][..]);
    (root(), vec(space, 1..20)).prop_map(|(root, spaces)| {
        let mut text = String::new();
        let mut spaces = spaces.into_iter().cycle();
        write(&root, &mut text, &mut spaces);
        text.extend(spaces.next());
        text
    })
}

fn write(json: &Json, to: &mut String, spaces: &mut impl Iterator<Item = &'static str>) {
    to.extend(spaces.next());
    match json {
        Json::Word(word) => to.push_str(word),
        Json::Text(text) => to.extend(["\"", text, "\""]),
        Json::Array(items) => {
            to.push('[');
            for (at, item) in items.iter().enumerate() {
                to.push_str(if at == 0 { "" } else { "," });
                write(item, to, spaces);
                to.extend(spaces.next());
            }
            to.extend(spaces.next());
            to.push(']');
        }
        Json::Object(members) => {
            to.push('{');
            for (at, (key, value)) in members.iter().enumerate() {
                to.push_str(if at == 0 { "" } else { "," });
                to.extend(spaces.next());
                to.extend(["\"", key, "\""]);
                to.extend(spaces.next());
                to.push(':');
                write(value, to, spaces);
                to.extend(spaces.next());
            }
            to.extend(spaces.next());
            to.push('}');
        }
    }
}

fn root() -> impl Strategy<Value = Json> {
    let results = vec(item(), 0..5).prop_map(Json::Array);
    let count = prop_oneof![
        any::<u32>().prop_map(|count| Json::Word(count.to_string())),
        any::<u32>().prop_map(|count| Json::Text(count.to_string())),
        Just(Json::Word("null".into())),
    ];
    let known = (
        member("results", results),
        option::of(member("count", count)),
    );
    (known, unknown_members())
        .prop_map(|((results, count), unknown)| {
            let mut members = unknown;
            members.push(results);
            members.extend(count);
            members
        })
        .prop_shuffle()
        .prop_map(Json::Object)
}

/// The lengths keep each text in its room, whatever characters it has.
fn item() -> impl Strategy<Value = Json> {
    let known = (
        option::of(member("id", text_or_null(36 / 4))),
        option::of(member("status", text_or_null(40 / 4))),
        option::of(member("error_code", text_or_null(32 / 4))),
        option::of(member("error_message", text_or_null(20))),
        option::of(member("error_msg", text_or_null(20))),
    );
    (known, unknown_members())
        .prop_map(|((id, status, code, message, msg), unknown)| {
            let mut members = unknown;
            members.extend([id, status, code, message, msg].into_iter().flatten());
            members
        })
        .prop_shuffle()
        .prop_map(Json::Object)
}

/// A member whose key is written in one of many ways.
fn member(
    key: &'static str,
    value: impl Strategy<Value = Json>,
) -> impl Strategy<Value = (String, Json)> {
    let keys: Vec<_> = key.chars().map(written).collect();
    (keys, value).prop_map(|(key, value)| (key.concat(), value))
}

/// No key of these is known, since none begins with an underscore.
fn unknown_members() -> impl Strategy<Value = Vec<(String, Json)>> {
    let key = text(8).prop_map(|key| format!("_{key}"));
    vec((key, value()), 0..3)
}

fn text_or_null(characters: usize) -> impl Strategy<Value = Json> {
    prop_oneof![
        4 => text(characters).prop_map(Json::Text),
        1 => Just(Json::Word("null".into())),
    ]
}

fn text(characters: usize) -> impl Strategy<Value = String> {
    let character = any::<char>().prop_flat_map(written);
    vec(character, 0..=characters).prop_map(|written| written.concat())
}

/// A character as it may be written in JSON.
fn written(character: char) -> impl Strategy<Value = String> {
    let mut ways = match *character.encode_utf16(&mut [0; 2]) {
        [high, low] => vec![
            format!("\\u{high:04x}\\u{low:04x}"),
            format!("\\u{high:04X}\\u{low:04x}"),
        ],
        [unit, ..] => vec![format!("\\u{unit:04x}"), format!("\\u{unit:04X}")],
        [] => vec![],
    };
    match character {
        '"' | '\\' => ways.push(format!("\\{character}")),
        '/' => ways.extend(["/".into(), "\\/".into()]),
        '\u{8}' => ways.push("\\b".into()),
        '\u{c}' => ways.push("\\f".into()),
        '\n' => ways.push("\\n".into()),
        '\r' => ways.push("\\r".into()),
        '\t' => ways.push("\\t".into()),
        '\0'..' ' => {}
        _ => ways.extend([character.into(), character.into(), character.into()]),
    }
    select(ways)
}

fn value() -> BoxedStrategy<Json> {
    let number = prop_oneof![
        any::<i64>().prop_map(|number| number.to_string()),
        any::<f32>()
            .prop_filter("JSON has no such number", |number| number.is_finite())
            .prop_map(|number| format!("{number:e}")),
        select(&["0", "-0", "0.0", "-0.5e+10", "1E5", "1e-300", "12.50"][..]).prop_map(Into::into),
    ];
    let word = select(&["true", "false", "null"][..]).prop_map(Into::into);
    let leaf = prop_oneof![
        prop_oneof![number, word].prop_map(Json::Word),
        text(10).prop_map(Json::Text),
    ];
    let key = prop_oneof![
        text(5),
        select(&["id", "results", "count", "status", "error_msg"][..]).prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 12, 4, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Json::Array),
            vec((key.clone(), inner), 0..4).prop_map(Json::Object),
        ]
    })
    .boxed()
}
