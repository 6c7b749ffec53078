//! Who is asked, for what, and by whom: the arguments, and what they leave out
//! from the places in which people have it already.

use std::path::{Path, PathBuf};

use clap::ValueEnum as _;
use drs_status_core::{Language, NameOrId, Page, ProjectId, RetryPolicy};

use crate::arguments::{Account, Asked, Reach, Region, Way};
use crate::credentials::{Found, Kind, Secrets, no_iam};
use crate::endpoint::{self, Plaintext};
use crate::environment::{CLOUD, ENDPOINT, TOKEN, value_of};
use crate::failure::Failure;
use crate::places::{Key, Place};
use crate::plan::{self, Plan};
use crate::question::Question;
use crate::region::Cloud;
use crate::source::{Source, Sourced};

/// The file of the certificate authorities to trust, and who names it.
pub(crate) type Authorities = (PathBuf, Source);

/// Everything that is asked but ids and page, each as it was found or why it
/// was not.
pub(crate) struct Search {
    pub(crate) endpoint: Result<Sourced, Failure>,
    pub(crate) project: Result<Sourced, Failure>,
    /// Only where the endpoint follows from it.
    pub(crate) region: Option<Source>,
    /// Not needed by those who only want to see the request.
    pub(crate) secrets: Result<Option<Secrets>, Failure>,
    /// Where IAM is; only for a login.
    pub(crate) iam: Option<Result<Sourced, Failure>>,
    /// The file of the certificate authorities to trust.
    pub(crate) authorities: Result<Option<Authorities>, Failure>,
}

impl Search {
    /// Looks for all of it.
    pub(crate) fn run(asked: &Asked, way: &Way) -> Self {
        let (secrets, place) = match Found::look(&way.identity) {
            Ok(Some(Found { secrets, place })) => (Ok(Some(secrets)), place),
            Ok(None) => (Ok(None), None),
            Err(failure) => (Err(failure), None),
        };
        let places = Scope {
            place: place.as_ref(),
            os_cloud: way.identity.os_cloud.as_deref(),
        };
        let (endpoint, region) = match endpoint_and_region(way, &places) {
            Ok((endpoint, region)) => (Ok(endpoint), region),
            Err(failure) => (Err(failure), None),
        };
        let is_login = matches!(&secrets, Ok(Some(secrets)) if secrets.kind() == Kind::Login);
        Self {
            endpoint,
            project: places.project(asked.project.as_ref()),
            region,
            secrets,
            iam: is_login.then(|| places.iam(&way.at, &way.identity.account)),
            authorities: places.authorities(&way.reach),
        }
    }
}

/// Everything that is asked but ids and page, owned.
pub(crate) struct Settings {
    endpoint: Sourced,
    plaintext: Plaintext,
    project: Sourced,
    language: Option<Language>,
    retry: RetryPolicy,
    secrets: Option<Secrets>,
    iam: Option<Sourced>,
    authorities: Option<Authorities>,
}

impl Settings {
    /// Reads them, from elsewhere where the arguments say nothing.
    pub(crate) fn read(asked: &Asked, way: &Way) -> Result<Self, Failure> {
        let search = Search::run(asked, way);
        let settings = Self {
            endpoint: search.endpoint?,
            plaintext: Plaintext::of(&way.reach),
            secrets: search.secrets?,
            iam: search.iam.transpose()?,
            project: search.project?,
            language: asked.language.map(Language::from),
            retry: RetryPolicy::new().attempts(way.attempts),
            authorities: search.authorities?,
        };
        settings.question(None)?;
        Ok(settings)
    }

    /// The question that they make, for one page or for all ids.
    pub(crate) fn question(&self, page: Option<Page>) -> Result<Question<'_>, Failure> {
        Ok(Question {
            endpoint: endpoint::read(self.endpoint.expose(), self.plaintext)?,
            project: project_id(&self.project)?,
            language: self.language,
            page,
            retry: self.retry,
        })
    }

    /// Who asks, if it was said.
    pub(crate) const fn secrets(&self) -> Option<&Secrets> {
        self.secrets.as_ref()
    }

    /// The question, and the means to ask it.
    pub(crate) fn plan(&self, page: Option<Page>, way: &Way) -> Result<Plan<'_>, Failure> {
        let question = self.question(page)?;
        let Some(secrets) = &self.secrets else {
            return Err(no_credentials());
        };
        let authorities = self.authorities.as_ref();
        let authorities = authorities.map(|(path, _): &(PathBuf, _)| path.as_path());
        let scheme = Some(question.endpoint.scheme());
        let iam = self
            .iam
            .as_ref()
            .map(|url| endpoint::read_iam(url.expose(), self.plaintext, scheme))
            .transpose()?;
        Ok(Plan {
            endpoints: match iam {
                Some(_) => "--endpoint and --iam-endpoint",
                None => "--endpoint",
            },
            login: iam.map(|iam| (iam, NameOrId::Id(question.project.as_str()))),
            options: plan::options(question.endpoint, authorities, &way.reach)?,
            time_limit: way.reach.request_timeout,
            question,
            secrets,
        })
    }
}

/// Nobody says who asks.
pub(crate) fn no_credentials() -> Failure {
    Failure::usage(
        "there are no credentials: no token, no access key, no login",
        format!("set {TOKEN}, or name a file by --token-file; --help names the other ways"),
    )
}

/// Where project, region and authorities are looked for: in the place that the
/// credentials are from, or in all of them.
pub(crate) struct Scope<'a> {
    pub(crate) place: Option<&'a Place>,
    pub(crate) os_cloud: Option<&'a str>,
}

impl Scope<'_> {
    pub(crate) fn get(&self, key: Key) -> Result<Option<Sourced>, Failure> {
        if let Some(place) = self.place {
            return place.get(key);
        }
        for place in Place::all(self.os_cloud) {
            if let Some(found) = place?.get(key)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// What people call `key`, for advice.
    pub(crate) fn names(&self, key: Key) -> String {
        let names: Vec<String> = match self.place {
            Some(place) => vec![place.name_of(key)],
            None => Place::all(self.os_cloud)
                .flatten()
                .map(|place| place.name_of(key))
                .collect(),
        };
        let names = names.into_iter().filter(|name| !name.is_empty());
        names.collect::<Vec<_>>().join(" or ")
    }

    pub(crate) fn project(&self, given: Option<&String>) -> Result<Sourced, Failure> {
        if let Some(project) = self.project_if_any(given)? {
            return Ok(project);
        }
        let why = match self.place {
            Some(_) => ", which belongs to the credentials",
            None => "",
        };
        let name = match self.get(Key::ProjectName)? {
            Some(_) => "; a name alone will not do: the path of a request has the id",
            None => "",
        };
        Err(Failure::usage(
            "--project is missing",
            format!("give it, or set {}{why}{name}", self.names(Key::Project)),
        ))
    }

    pub(crate) fn project_if_any(
        &self,
        given: Option<&String>,
    ) -> Result<Option<Sourced>, Failure> {
        match Sourced::argument("--project", given) {
            Some(project) => Ok(Some(project)),
            None => self.get(Key::Project),
        }
    }

    fn region(&self, at: &Region) -> Result<Sourced, Failure> {
        if let Some(region) = Sourced::argument("--region", at.region.as_ref()) {
            return Ok(region);
        }
        self.get(Key::Region)?.ok_or_else(|| {
            let names = self.names(Key::Region);
            let advice = match names.as_str() {
                "" => "give it".to_owned(),
                names => format!("give it, or set {names}"),
            };
            Failure::usage(
                "--region is missing: the endpoint is that of a region",
                advice,
            )
        })
    }
}

impl Scope<'_> {
    /// Where IAM is. Arguments win, and of each kind a URL wins over a cloud.
    pub(crate) fn iam(&self, at: &Region, account: &Account) -> Result<Sourced, Failure> {
        if let Some(url) = Sourced::argument("--iam-endpoint", account.iam_endpoint.as_ref()) {
            return Ok(url);
        }
        let (cloud, named_by) = match at.cloud {
            Some(cloud) => (cloud, Source::Argument("--cloud")),
            None => match self.get(Key::Iam)? {
                Some(url) => return Ok(url),
                None => cloud_in_environment()?.ok_or_else(no_iam)?,
            },
        };
        derived("iam", cloud, &named_by, &self.region(at)?).map(|(url, _)| url)
    }

    /// The file of the certificate authorities to trust.
    pub(crate) fn authorities(&self, reach: &Reach) -> Result<Option<Authorities>, Failure> {
        if let Some(path) = &reach.ca_file {
            return Ok(Some((path.clone(), Source::Argument("--ca-file"))));
        }
        let found = self.get(Key::Authorities)?;
        Ok(found.map(|path| {
            let file = Path::new(path.expose()).to_owned();
            (file, path.source().clone())
        }))
    }
}

/// The endpoint, and where the region stood that it follows from. Arguments win,
/// and of each kind a URL wins over a cloud.
fn endpoint_and_region(
    way: &Way,
    places: &Scope<'_>,
) -> Result<(Sourced, Option<Source>), Failure> {
    if let Some(url) = Sourced::argument("--endpoint", way.endpoint.as_ref()) {
        return Ok((url, None));
    }
    if let Some(cloud) = way.at.cloud {
        let named_by = Source::Argument("--cloud");
        return derived("drs", cloud, &named_by, &places.region(&way.at)?);
    }
    if let Some(url) = value_of(ENDPOINT)? {
        return match way.at.region {
            None => Ok((url, None)),
            // Somebody who names a region does not want another's endpoint.
            Some(_) => Err(Failure::usage(
                format!("--region says nothing of {ENDPOINT}, which is set"),
                "give --cloud too, or leave --region out",
            )),
        };
    }
    let Some((cloud, named_by)) = cloud_in_environment()? else {
        return Err(Failure::usage(
            "--endpoint is missing",
            format!("give it, or --cloud and --region, or set {ENDPOINT} or {CLOUD}"),
        ));
    };
    derived("drs", cloud, &named_by, &places.region(&way.at)?)
}

fn cloud_in_environment() -> Result<Option<(Cloud, Source)>, Failure> {
    let Some(name) = value_of(CLOUD)? else {
        return Ok(None);
    };
    let cloud = Cloud::from_str(name.expose(), false).map_err(|_| {
        Failure::usage(
            format!("{CLOUD} names no cloud that is known here"),
            "it is huawei, huawei-eu or otc; any other takes --endpoint",
        )
    })?;
    Ok(Some((cloud, name.source().clone())))
}

/// The URL of `service`, and where the region stood.
fn derived(
    service: &str,
    cloud: Cloud,
    named_by: &Source,
    region: &Sourced,
) -> Result<(Sourced, Option<Source>), Failure> {
    let url = cloud.endpoint(service, region.expose())?;
    let source = Source::Derived(format!("{named_by} and {}", region.source()));
    Ok((Sourced::new(url, source), Some(region.source().clone())))
}

fn project_id(text: &Sourced) -> Result<ProjectId<'_>, Failure> {
    ProjectId::new(text.expose()).map_err(|error| {
        Failure::usage(
            format!("{}: no project id: {error}", text.source()),
            "a project id has 32 characters, such as 054ba152d480d55b2f5dc0069e7ddef0",
        )
    })
}
