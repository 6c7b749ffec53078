//! `--show-source`: where each setting comes from, and never what it is.

use crate::arguments::{Asked, Login, Way};
use crate::credentials::{Found, Secrets};
use crate::escape::Escaped;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::login::{Project, no_login};
use crate::output::Output;
use crate::settings::{Authorities, Scope, Search, no_credentials};
use crate::source::Sourced;

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
    let secrets = search.secrets;
    let secrets = secrets.and_then(|secrets| secrets.ok_or_else(no_credentials));
    table.secrets(secrets.as_ref().map_err(Failure::clone));
    if let Some(iam) = search.iam {
        table.iam(iam);
    }
    table.authorities(search.authorities);
    table.end()
}

/// The same for a login alone.
pub(crate) fn login(login: &Login) -> Result<Exit, Failure> {
    let os_cloud = login.os_cloud.as_deref();
    let found = Found::look_for_login(&login.account, os_cloud);
    let found = found.and_then(|found| found.ok_or_else(no_login));
    let found = found.as_ref();
    let places = Scope {
        place: found.ok().and_then(|found| found.place.as_ref()),
        os_cloud,
    };
    let project = Project::look(login, &places);
    let mut table = Table::new();
    table.result(
        "project",
        project.map(|project| project.source().to_string()),
    );
    table.secrets(found.map(|found| &found.secrets).map_err(Failure::clone));
    table.iam(places.iam(&login.at, &login.account));
    table.authorities(places.authorities(&login.reach));
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

    fn secrets(&mut self, secrets: Result<&Secrets, Failure>) {
        match secrets {
            Ok(secrets) => {
                for (part, source) in secrets.parts() {
                    self.row(part, &source.to_string());
                }
            }
            Err(failure) => self.result("credentials", Err(failure)),
        }
    }

    fn iam(&mut self, iam: Result<Sourced, Failure>) {
        self.result("login, IAM", iam.map(|url| url.source().to_string()));
    }

    fn authorities(&mut self, authorities: Result<Option<Authorities>, Failure>) {
        self.result(
            "authorities",
            authorities.map(|authorities| match authorities {
                Some((_, source)) => source.to_string(),
                None => "default: those that Mozilla trusts".to_owned(),
            }),
        );
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
