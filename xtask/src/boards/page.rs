//! The commands of a page.

use crate::shell::{Failure, Outcome};

/// A block of commands.
#[derive(PartialEq, Eq, Debug)]
pub(crate) enum Block {
    /// They are run.
    Commands(Vec<String>),
    /// They are not, and the page says why.
    NotHere { why: String, commands: Vec<String> },
}

/// The blocks of a page that a shell would take: those that are marked `sh`. A reason in
/// parentheses behind it is why they cannot be run here.
pub(crate) fn blocks(page: &str) -> Outcome<Vec<Block>> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(kind) = line.strip_prefix("```") else {
            continue;
        };
        let mut text = String::new();
        loop {
            let Some(line) = lines.next() else {
                return Err(Failure::new("a block has no end"));
            };
            if line == "```" {
                break;
            }
            text += line;
            text += "\n";
        }
        let Some(why) = kind.strip_prefix("sh") else {
            continue;
        };
        let commands = commands(&text);
        let reason = why.strip_prefix(" (").and_then(|why| why.strip_suffix(')'));
        blocks.push(match reason {
            Some(why) => Block::NotHere {
                why: why.into(),
                commands,
            },
            None if why.is_empty() => Block::Commands(commands),
            None => return Err(Failure::new(format!("what is a block of `{kind}`?"))),
        });
    }
    Ok(blocks)
}

/// Each line is one, unless the one before it ends in a backslash.
fn commands(text: &str) -> Vec<String> {
    let text = text.replace("\\\n", " ");
    let lines = text.lines().map(|line| {
        let command = line.split(" #").next().unwrap_or(line);
        command.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_found() {
        let page = "\
words

```sh
# First
one --and two   # why
three \\
    four

five
```

```text
six
```

```sh (there is no seven here)
seven
```
";
        let strings = |all: &[&str]| all.iter().copied().map(String::from).collect();
        assert_eq!(
            blocks(page).ok(),
            Some(vec![
                Block::Commands(strings(&["one --and two", "three four", "five"])),
                Block::NotHere {
                    why: "there is no seven here".into(),
                    commands: strings(&["seven"]),
                },
            ])
        );
    }

    #[test]
    fn what_is_not_understood_is_an_error() {
        for page in ["```sh\none\n", "```sh here\none\n```\n", "```shell\n```\n"] {
            assert!(blocks(page).is_err(), "{page}");
        }
    }
}
