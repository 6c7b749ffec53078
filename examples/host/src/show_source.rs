//! `--show-source`: where each setting comes from, and never what it is.

use crate::arguments::{Asked, Way};
use crate::escape::Escaped;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::settings::{Search, no_credentials};

/// Shows a line for each setting. What is missing or wrong shows too, and then
/// ends the run as it would end any other.
pub(crate) fn run(asked: &Asked, way: &Way) -> Result<Exit, Failure> {
    let search = Search::run(asked, way);
    let mut table = Table::new();
    table.result(
        "endpoint",
        search
            .endpoint
            .map(|endpoint| endpoint.source().to_string()),
    );
    if let Some(region) = search.region {
        table.row("region", &region.to_string());
    }
    table.result(
        "project",
        search.project.map(|project| project.source().to_string()),
    );
    match search
        .secrets
        .and_then(|secrets| secrets.ok_or_else(no_credentials))
    {
        Ok(secrets) => {
            for (part, source) in secrets.parts() {
                table.row(part, &source.to_string());
            }
        }
        Err(failure) => table.result("credentials", Err(failure)),
    }
    if let Some(iam) = search.iam {
        table.result("login, IAM", iam.map(|url| url.source().to_string()));
    }
    table.result(
        "authorities",
        search.authorities.map(|authorities| match authorities {
            Some((_, source)) => source.to_string(),
            None => "default: those that Mozilla trusts".to_owned(),
        }),
    );
    table.end()
}

struct Table {
    rows: Vec<(&'static str, String)>,
    failed: Option<Failure>,
}

impl Table {
    const fn new() -> Self {
        Self {
            rows: Vec::new(),
            failed: None,
        }
    }

    fn row(&mut self, what: &'static str, from: &str) {
        self.rows.push((what, from.to_owned()));
    }

    fn result(&mut self, what: &'static str, from: Result<String, Failure>) {
        match from {
            Ok(from) => self.row(what, &from),
            Err(failure) => {
                self.row(what, &format!("error: {}", failure.message));
                self.failed.get_or_insert(failure);
            }
        }
    }

    fn end(self) -> Result<Exit, Failure> {
        let mut output = Output::open();
        let width = self.rows.iter().map(|(what, _)| what.len()).max();
        let width = width.unwrap_or_default().max("SETTING".len());
        let mut written = output.write(format_args!("{:width$}  FROM\n", "SETTING"));
        for (what, from) in &self.rows {
            let from = Escaped(from);
            written = written.and_then(|()| output.write(format_args!("{what:width$}  {from}\n")));
        }
        written
            .and_then(|()| output.flush())
            .map_err(|error| Failure::writing(&error))?;
        self.failed.map_or(Ok(Exit::Done), Err)
    }
}
