//! Any JSON, as `serde_json` reads it: members in order, duplicates and all,
//! numbers as they were written.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// The key under which `serde_json` hands out a number that is no 64-bit integer.
const NUMBER: &str = "$serde_json::private::Number";

/// A JSON value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Tree {
    Null,
    Bool,
    Number(String),
    /// The digits of a number, on their way to become one.
    Digits(String),
    String(String),
    Array(Vec<Self>),
    Object(Vec<(String, Self)>),
}

impl Tree {
    /// `bytes`, if they are JSON of any depth, with numbers of any length.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let mut deserializer = serde_json::Deserializer::from_slice(bytes);
        deserializer.disable_recursion_limit();
        let tree = Self::deserialize(&mut deserializer).ok()?;
        deserializer.end().ok()?;
        Some(tree)
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Tree, E> {
        Ok(Tree::Bool)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Tree, E> {
        Ok(Tree::Number(number.to_string()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Tree, E> {
        Ok(Tree::Number(number.to_string()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::String(text.into()))
    }

    /// What was sent as a string is never handed out as an owned one: these are
    /// the digits of a number.
    fn visit_string<E: Error>(self, digits: String) -> Result<Tree, E> {
        Ok(Tree::Digits(digits))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut array = Vec::new();
        while let Some(item) = items.next_element()? {
            array.push(item);
        }
        Ok(Tree::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Tree, A::Error> {
        let mut object = Vec::new();
        while let Some(member) = members.next_entry()? {
            object.push(member);
        }
        if let [(key, Tree::Digits(digits))] = &object[..]
            && key == NUMBER
        {
            return Ok(Tree::Number(digits.clone()));
        }
        Ok(Tree::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_duplicates_and_digits_are_kept() {
        let key = |key: &str, value| (key.to_owned(), value);
        let tree = Tree::read(br#"{"b":[1.50,-0,true,null],"a":"\u00e9","b":{}}"#);
        let number = |digits: &str| Tree::Number(digits.into());
        let expected = Tree::Object(vec![
            key(
                "b",
                Tree::Array(vec![number("1.50"), number("-0"), Tree::Bool, Tree::Null]),
            ),
            key("a", Tree::String("é".into())),
            key("b", Tree::Object(vec![])),
        ]);
        assert_eq!(tree, Some(expected));
    }

    #[test]
    fn an_object_is_not_taken_for_a_number() {
        for value in ["12", r#""12""#, r#""1\u0032""#, "{}"] {
            let body = format!(r#"{{"{NUMBER}":{value}}}"#);
            let tree = Tree::read(body.as_bytes());
            assert!(matches!(tree, Some(Tree::Object(_))), "{body}: {tree:?}");
        }
    }

    #[test]
    fn neither_depth_nor_size_is_bounded() {
        let deep = ["[".repeat(1000), "]".repeat(1000)].concat();
        assert!(Tree::read(deep.as_bytes()).is_some());
        assert!(Tree::read(b"1e99999999999999999999").is_some());
        assert!(Tree::read(&[b'9'; 1000]).is_some());
    }
}
