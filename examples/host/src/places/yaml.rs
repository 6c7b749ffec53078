//! A document of YAML as a tree of texts. Scalars are kept as they are written:
//! a password of digits is no number, and leading zeros are part of it.

use std::collections::HashMap;
use std::rc::Rc;

use saphyr_parser::{Event, Parser, ScalarStyle};
use zeroize::Zeroizing;

/// Deepest nesting that is read.
const MAX_DEPTH: usize = 32;

/// A node. What an alias stands for is shared, so that aliases of aliases cost
/// nothing.
pub(super) enum Node {
    /// A scalar that says something. Wiped when dropped.
    Text(Zeroizing<String>),
    /// One that does not: `~`, `null`, nothing.
    Null,
    Mapping(Vec<(Rc<Node>, Rc<Node>)>),
    Sequence,
}

impl Node {
    /// What stands at `name` in a mapping, or in one that it merges by `<<`.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.own_child(name)
            .or_else(|| self.own_child("<<")?.child(name))
    }

    fn own_child(&self, name: &str) -> Option<&Self> {
        let Self::Mapping(pairs) = self else {
            return None;
        };
        let mut pairs = pairs.iter();
        let (_, value) = pairs.find(|(key, _)| key.text() == Some(name))?;
        Some(value)
    }

    /// The text of a scalar that says something.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    fn scalar(text: &str, style: ScalarStyle) -> Self {
        let is_null =
            style == ScalarStyle::Plain && matches!(text, "" | "~" | "null" | "Null" | "NULL");
        if is_null || text.is_empty() {
            Self::Null
        } else {
            Self::Text(Zeroizing::new(text.to_owned()))
        }
    }
}

/// A collection that has begun.
struct Open {
    anchor: usize,
    /// Keys and values in turn; nothing is kept of a sequence.
    nodes: Option<Vec<Rc<Node>>>,
}

/// The first document of `text`; an error is the number of its line.
pub(super) fn parse(text: &str) -> Result<Rc<Node>, usize> {
    let mut anchors: HashMap<usize, Rc<Node>> = HashMap::new();
    let mut open: Vec<Open> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| error.marker().line())?;
        let (node, anchor) = match event {
            Event::SequenceStart(anchor, _) => {
                open.push(Open {
                    anchor,
                    nodes: None,
                });
                if open.len() > MAX_DEPTH {
                    return Err(span.start.line());
                }
                continue;
            }
            Event::MappingStart(anchor, _) => {
                open.push(Open {
                    anchor,
                    nodes: Some(Vec::new()),
                });
                if open.len() > MAX_DEPTH {
                    return Err(span.start.line());
                }
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(closed) = open.pop() else {
                    return Err(span.start.line());
                };
                (Rc::new(closed.node()), closed.anchor)
            }
            Event::Scalar(text, style, anchor, _) => (Rc::new(Node::scalar(&text, style)), anchor),
            // One that stands inside what it names has no end.
            Event::Alias(anchor) => match anchors.get(&anchor) {
                Some(node) => (Rc::clone(node), 0),
                None => return Err(span.start.line()),
            },
            _ => continue,
        };
        if anchor > 0 {
            anchors.insert(anchor, Rc::clone(&node));
        }
        match open.last_mut() {
            Some(Open {
                nodes: Some(nodes), ..
            }) => nodes.push(node),
            Some(_) => {}
            None => return Ok(node),
        }
    }
    Ok(Rc::new(Node::Null))
}

impl Open {
    fn node(&self) -> Node {
        match &self.nodes {
            None => Node::Sequence,
            Some(nodes) => {
                let pairs = nodes.chunks_exact(2);
                let pair = |pair: &[Rc<Node>]| Some((pair.first()?.clone(), pair.get(1)?.clone()));
                Node::Mapping(pairs.filter_map(pair).collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at<'n>(node: &'n Node, path: &[&str]) -> Option<&'n str> {
        let start = Some(node);
        let found = path.iter().fold(start, |node, name| node?.child(name));
        found?.text()
    }

    #[test]
    fn scalars_are_as_they_are_written() {
        let node = parse(
            "a: 0123\nb: 1e3\nc: yes\nd: 'it''s'\ne: \"x\\ty\"\nf: ~\ng: null\nh: ''\ni:\n\
             j: 'null'\nk: [1, 2]\nl: |\n  text\n",
        )
        .unwrap();
        for (name, expected) in [
            ("a", Some("0123")),
            ("b", Some("1e3")),
            ("c", Some("yes")),
            ("d", Some("it's")),
            ("e", Some("x\ty")),
            ("f", None),
            ("g", None),
            ("h", None),
            ("i", None),
            ("j", Some("null")),
            ("k", None),
            ("l", Some("text\n")),
            ("m", None),
        ] {
            assert_eq!(at(&node, &[name]), expected, "{name}");
        }
    }

    #[test]
    fn an_alias_stands_for_what_it_names() {
        let node = parse("a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\nc: *a\n").unwrap();
        assert_eq!(at(&node, &["b", "x"]), Some("1"));
        assert_eq!(at(&node, &["b", "y"]), Some("3"));
        assert_eq!(at(&node, &["c", "y"]), Some("2"));
    }

    #[test]
    fn what_has_no_end_is_an_error() {
        let deep = "[".repeat(100_000);
        for text in ["a: [", "a: &a [*a]", "a: *b", "a: 'x", "{a: {b: {", &deep] {
            assert!(parse(text).is_err(), "{text:.20}");
        }
        // Aliases of aliases, which written out would be too many to count.
        let line = |level| {
            let before = level - 1;
            format!("a{level}: &a{level} {{l: *a{before}, r: *a{before}}}\n")
        };
        let bomb = "a0: &a0 x\n".to_owned() + &(1..60).map(line).collect::<String>();
        assert!(parse(&bomb).is_ok());
        for text in ["", "# nothing", "---"] {
            assert!(parse(text).unwrap().text().is_none());
        }
    }
}
