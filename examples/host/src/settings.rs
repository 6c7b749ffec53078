//! Who is asked, for what, and by whom: the arguments, and what they leave out
//! from the environment.

use drs_status_core::{Language, Page, ProjectId, RetryPolicy};

use crate::arguments::{Asked, Way};
use crate::credentials::{Found, Secrets};
use crate::endpoint::{self, Plaintext};
use crate::environment::{ENDPOINT, FAMILIES, TOKEN, required};
use crate::failure::Failure;
use crate::plan::Plan;
use crate::question::Question;

/// Everything that is asked but ids and page, owned.
pub(crate) struct Settings {
    endpoint: String,
    plaintext: Plaintext,
    project: String,
    language: Option<Language>,
    retry: RetryPolicy,
    /// Not needed by those who only want to see the request.
    secrets: Option<Secrets>,
}

impl Settings {
    /// Reads them, from the environment where the arguments say nothing.
    pub(crate) fn read(asked: &Asked, way: &Way) -> Result<Self, Failure> {
        let endpoint = required(way.endpoint.clone(), "--endpoint", ENDPOINT)?;
        let found = Found::look(way)?;
        let family = found.as_ref().and_then(|found| found.family);
        let project_names = match family {
            Some(family) => family.project.to_vec(),
            None => FAMILIES.map(|family| family.project).concat(),
        };
        let settings = Self {
            endpoint,
            plaintext: if way.plaintext {
                Plaintext::Allowed
            } else {
                Plaintext::LoopbackOnly
            },
            project: required(asked.project.clone(), "--project", &project_names)?,
            language: asked.language.map(Language::from),
            retry: RetryPolicy::new().attempts(way.attempts),
            secrets: found.map(|found| found.secrets),
        };
        settings.question(None)?;
        Ok(settings)
    }

    /// The question that they make, for one page or for all ids.
    pub(crate) fn question(&self, page: Option<Page>) -> Result<Question<'_>, Failure> {
        Ok(Question {
            endpoint: endpoint::read(&self.endpoint, self.plaintext)?,
            project: project_id(&self.project)?,
            language: self.language,
            page,
            retry: self.retry,
        })
    }

    /// The question, and the means to ask it.
    pub(crate) fn plan(&self, page: Option<Page>, way: &Way) -> Result<Plan<'_>, Failure> {
        let question = self.question(page)?;
        match &self.secrets {
            Some(secrets) => Plan::new(question, secrets, way),
            None => Err(Failure::usage(
                "there are no credentials: no token, no access key",
                format!("set {TOKEN}, or name a file by --token-file; --help names the others"),
            )),
        }
    }
}

fn project_id(text: &str) -> Result<ProjectId<'_>, Failure> {
    ProjectId::new(text).map_err(|error| {
        Failure::usage(
            format!("the project is no project id: {error}"),
            "check --project, or the environment",
        )
    })
}
