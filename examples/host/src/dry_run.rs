//! `query --dry-run`: what would be sent.

use crate::ask::refused;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::ids::{Block, Ids};
use crate::output::Output;
use crate::question::Question;

/// Shows every request that would be sent, an empty line between them.
pub(crate) fn run(question: &Question<'_>, ids: &mut Ids) -> Result<Exit, Failure> {
    let mut output = Output::open();
    if question.page.is_some() {
        show(question, &ids.only_block()?, "", &mut output)?;
    } else {
        let mut before = "";
        while let Some(block) = ids.next_block()? {
            show(question, &block, before, &mut output)?;
            before = "\n";
        }
    }
    output.flush().map_err(|error| Failure::writing(&error))?;
    Ok(Exit::Done)
}

fn show(
    question: &Question<'_>,
    block: &Block,
    before: &str,
    output: &mut Output,
) -> Result<(), Failure> {
    let jobs = block.jobs()?;
    let request = question
        .request(&jobs)
        .map_err(|error| refused(error, block))?;
    output
        .write(format_args!("{before}{request}"))
        .map_err(|error| Failure::writing(&error))
}
