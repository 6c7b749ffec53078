//! Parts of a page that a chore writes, between two marks; the words around
//! them are people's.

use std::fs;

use crate::shell::{Failure, Outcome};

/// Where such a part stands.
pub(crate) struct Marked {
    pub(crate) file: &'static str,
    pub(crate) begin: &'static str,
    pub(crate) end: &'static str,
}

impl Marked {
    /// Puts `text` where the old one stood.
    pub(crate) fn write(&self, text: &str) -> Outcome {
        let page = fs::read_to_string(self.file)?;
        Ok(fs::write(self.file, self.replace(&page, text)?)?)
    }

    /// What stands there in `page`.
    pub(crate) fn read<'p>(&self, page: &'p str) -> Outcome<&'p str> {
        let (_, text, _) = self.split(page)?;
        Ok(text)
    }

    /// The page with `text` in it instead.
    fn replace(&self, page: &str, text: &str) -> Outcome<String> {
        let (before, _, after) = self.split(page)?;
        Ok(format!("{before}{text}\n{after}"))
    }

    /// What stands before, between and behind the marks, the marks outside.
    fn split<'p>(&self, page: &'p str) -> Outcome<(&'p str, &'p str, &'p str)> {
        let split = || {
            let begin = page.find(self.begin)? + self.begin.len();
            let (before, rest) = page.split_at_checked(begin)?;
            let (text, after) = rest.split_at_checked(rest.find(self.end)?)?;
            Some((before, text, after))
        };
        split().ok_or_else(|| {
            Failure::new(format!(
                "{} has lost the marks of what a chore writes",
                self.file
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_around_stay() {
        let marked = Marked {
            file: "page.md",
            begin: "<!-- begin -->\n",
            end: "<!-- end -->\n",
        };
        let page = "words\n<!-- begin -->\nold\n<!-- end -->\nmore words\n";
        assert_eq!(marked.read(page).ok(), Some("old\n"));
        assert_eq!(
            marked.replace(page, "new\n").ok().as_deref(),
            Some("words\n<!-- begin -->\nnew\n\n<!-- end -->\nmore words\n")
        );
        for lost in ["words", "words\n<!-- begin -->\nold\n", "<!-- end -->\n"] {
            assert!(marked.replace(lost, "new\n").is_err(), "{lost}");
        }
    }
}
