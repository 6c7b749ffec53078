//! `query --dry-run`: what would be sent.

use std::time::{SystemTime, UNIX_EPOCH};

use drs_status_core::Request;

use crate::ask::refused;
use crate::credentials::{Kind, Secrets};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::ids::{Block, Ids};
use crate::output::Output;
use crate::question::Question;

/// Shows every request that would be sent, an empty line between them. Without
/// secrets, it is shown as one that bears a token.
pub(crate) fn run(
    question: &Question<'_>,
    secrets: Option<&Secrets>,
    ids: &mut Ids,
) -> Result<Exit, Failure> {
    let mut output = Output::open();
    if question.page.is_some() {
        show(question, secrets, &ids.only_block()?, "", &mut output)?;
    } else {
        let mut before = "";
        while let Some(block) = ids.next_block()? {
            show(question, secrets, &block, before, &mut output)?;
            before = "\n";
        }
    }
    output.flush().map_err(|error| Failure::writing(&error))?;
    Ok(Exit::Done)
}

fn show(
    question: &Question<'_>,
    secrets: Option<&Secrets>,
    block: &Block,
    before: &str,
    output: &mut Output,
) -> Result<(), Failure> {
    let jobs = block.jobs()?;
    let refused = |error| refused(error, block);
    // What a login would give is a token, too.
    let Some(secrets) = secrets.filter(|secrets| secrets.kind() != Kind::Login) else {
        let request = question.request(&jobs).map_err(refused)?;
        return write(&request, before, output);
    };
    let mut credentials = secrets.credentials(None)?;
    let request = question.unauthorized(&jobs).map_err(refused)?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok();
    let authorization = credentials.authorization(&request, now);
    let authorization =
        authorization.map_err(|error| Failure::credentials(error, secrets.kind()))?;
    write(&request.authorized(authorization), before, output)
}

fn write(request: &Request<'_>, before: &str, output: &mut Output) -> Result<(), Failure> {
    output
        .write(format_args!("{before}{request}"))
        .map_err(|error| Failure::writing(&error))
}
