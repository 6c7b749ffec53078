//! `login`: fetches a token, and stores it for its owner alone.

use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::UNIX_EPOCH;

use drs_status_core::{Cause, NameOrId, ProjectId, RetryPolicy, Token};
use drs_status_std::Security;

use crate::arguments::Login;
use crate::credentials::Found;
use crate::endpoint::{self, Plaintext};
use crate::escape::Escaped;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::places::Key;
use crate::plan::{self, AnyClient, Errand, Plan};
use crate::question::Question;
use crate::replacement::{Readers, Replacement};
use crate::settings::Scope;
use crate::show_source;
use crate::source::{Source, Sourced};
use crate::stderr::say;
use crate::time::utc;

/// No jobs are asked for, so no project is.
const NO_PROJECT: ProjectId<'_> = ProjectId::literal("none");

/// Logs in as the arguments say, and stores the token.
pub(crate) fn run(login: &Login) -> Result<Exit, Failure> {
    if login.show_source {
        return show_source::login(login);
    }
    let os_cloud = login.os_cloud.as_deref();
    let found = Found::look_for_login(&login.account, os_cloud)?.ok_or_else(no_login)?;
    let places = Scope {
        place: found.place.as_ref(),
        os_cloud,
    };
    let url = places.iam(&login.at, &login.account)?;
    let iam = endpoint::read_iam(url.expose(), Plaintext::of(&login.reach), None)?;
    let project = Project::look(login, &places)?;
    let authorities = places.authorities(&login.reach)?;
    let authorities = authorities.as_ref().map(|(path, _)| path.as_path());
    let plan = Plan {
        question: Question {
            endpoint: iam,
            project: NO_PROJECT,
            language: None,
            page: None,
            retry: RetryPolicy::never(),
        },
        secrets: &found.secrets,
        endpoints: "--iam-endpoint",
        login: Some((iam, project.expose())),
        options: plan::options(iam, authorities, &login.reach)?,
        time_limit: login.reach.request_timeout,
    };
    // A file that cannot be is known before the password goes out. It is made
    // anew when there is a token, so that whoever ends this leaves none behind.
    begin(&login.save)
        .map(drop)
        .map_err(|error| unwritten(&login.save, &error))?;
    plan.run(Storing {
        plan: &plan,
        path: &login.save,
    })
}

/// The project that the token is for.
pub(crate) enum Project {
    Id(Sourced),
    Name(Sourced),
}

impl Project {
    pub(crate) fn look(login: &Login, places: &Scope<'_>) -> Result<Self, Failure> {
        if let Some(name) = Sourced::argument("--project-name", login.project_name.as_ref()) {
            return Ok(Self::Name(name));
        }
        if let Some(id) = places.project_if_any(login.project.as_ref())? {
            return Ok(Self::Id(id));
        }
        match places.get(Key::ProjectName)? {
            Some(name) => Ok(Self::Name(name)),
            None => Err(Failure::usage(
                "--project is missing: a token is for one",
                format!(
                    "give it, or --project-name, or set {} or {}",
                    places.names(Key::Project),
                    places.names(Key::ProjectName)
                ),
            )),
        }
    }

    pub(crate) const fn source(&self) -> &Source {
        match self {
            Self::Id(text) | Self::Name(text) => text.source(),
        }
    }

    fn expose(&self) -> NameOrId<'_> {
        match self {
            Self::Id(id) => NameOrId::Id(id.expose()),
            Self::Name(name) => NameOrId::Name(name.expose()),
        }
    }
}

/// Fetches the token into the file.
struct Storing<'a> {
    plan: &'a Plan<'a>,
    path: &'a Path,
}

impl Errand for Storing<'_> {
    type Outcome = Exit;

    fn run<S: Security>(self, client: &mut AnyClient<'_, S>) -> Result<Exit, Failure> {
        let failed = |cause: &Cause<_>| self.plan.failure(cause);
        client
            .authenticate()
            .map_err(|error| failed(error.cause()))?;
        let login = client.credentials_mut().login();
        let Some((login, token)) = login.and_then(|login| Some((login, login.token()?))) else {
            return Err(no_login());
        };
        store(self.path, token).map_err(|error| unwritten(self.path, &error))?;
        let until = login
            .expires_at()
            .and_then(|time| UNIX_EPOCH.checked_add(time));
        let until = until.map_or_else(
            || "IAM does not say until when".to_owned(),
            |time| format!("until {}", utc(time)),
        );
        let path = self.path.display().to_string();
        say(format_args!(
            "the token is in {}, valid {until}",
            Escaped(&path)
        ));
        Ok(Exit::Done)
    }
}

fn begin(path: &Path) -> io::Result<Replacement> {
    Replacement::create(path, "tmp", Readers::Owner)
}

fn store(path: &Path, token: Token<'_>) -> io::Result<()> {
    let mut file = begin(path)?;
    file.write_secret(token.expose().as_bytes())?;
    file.write_secret(b"\n")?;
    file.put_in_place()
}

/// Nobody says who logs in.
pub(crate) fn no_login() -> Failure {
    Failure::usage(
        "nobody says who logs in",
        "give --user, --domain and --password-file, or set OS_USERNAME, OS_PASSWORD and \
         OS_USER_DOMAIN_NAME, or name an entry of clouds.yaml by --os-cloud",
    )
}

fn unwritten(path: &Path, error: &io::Error) -> Failure {
    let advice = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            "there is no room for it: make some on that disk, then log in again; an old file is as \
             it was"
        }
        _ => {
            "check its folder and who may write there, then log in again; an old file is as it was"
        }
    };
    let message = format!("{} cannot be written: {error}", path.display());
    Failure::new(Exit::Local, message, advice)
}
