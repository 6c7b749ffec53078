//! The HTTP request around a body: method, path and headers.

use core::fmt;
use core::time::Duration;

use crate::auth::{Authorization, MAX_AUTHORIZATION_HEADERS};
use crate::body::Body;
use crate::endpoint::Endpoint;
use crate::header::Header;
use crate::job::ProjectId;
use crate::language::Language;
use crate::path::Path;
use crate::request::BatchStatusRequest;

/// Most headers that [`Request::headers`] gives.
pub const MAX_HEADERS: usize = OWN_HEADERS + MAX_AUTHORIZATION_HEADERS;

/// Most headers that a request has before it is authorized.
const OWN_HEADERS: usize = 3;

/// One HTTP request, as a transport carries it: for the status of jobs, or for a
/// token, which goes to another endpoint as a rule.
///
/// `Host` and `Content-Length` are the transport's to write, from
/// [`endpoint`](Self::endpoint) and the body's
/// [`encoded_len`](Body::encoded_len).
///
/// Shown by `Debug` and `Display` it is complete but for what is secret of its
/// [`Authorization`], and the body of a login: these are `***`.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    endpoint: Endpoint<'a>,
    /// A request for a token has none.
    project: Option<ProjectId<'a>>,
    authorization: Authorization<'a>,
    language: Option<Language>,
    body: Body<'a>,
    time_left: Option<Duration>,
}

/// What a request is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Call {
    /// The status of jobs, of the service.
    BatchStatus,
    /// A token, of IAM.
    Login,
}

impl<'a> Request<'a> {
    /// A request to `endpoint`, without a limit in time, and as yet without
    /// what [authorizes](Self::authorized) it.
    #[must_use]
    pub const fn new(
        endpoint: Endpoint<'a>,
        project: ProjectId<'a>,
        body: BatchStatusRequest<'a>,
    ) -> Self {
        Self {
            endpoint,
            project: Some(project),
            authorization: Authorization::NONE,
            language: None,
            body: Body::jobs(body),
            time_left: None,
        }
    }

    /// A request for a token: `POST /v3/auth/tokens?nocatalog=1`, to the
    /// endpoint of IAM. The body says who asks: `IamLogin` (feature `iam`) writes
    /// one that has a password in it.
    #[must_use]
    pub const fn login(iam: Endpoint<'a>, body: &'a [u8]) -> Self {
        Self {
            endpoint: iam,
            project: None,
            authorization: Authorization::NONE,
            language: None,
            body: Body::login(body),
            time_left: None,
        }
    }

    /// Sets what authorizes it. A signature holds for the request as it is
    /// then: nothing but the time limit may be changed after it.
    #[must_use]
    pub const fn authorized(self, authorization: Authorization<'a>) -> Self {
        Self {
            authorization,
            ..self
        }
    }

    /// Sets the language of messages.
    #[must_use]
    pub const fn language(self, language: Option<Language>) -> Self {
        Self { language, ..self }
    }

    /// Sets the time in which all has to be over.
    #[must_use]
    pub const fn within(self, time_left: Option<Duration>) -> Self {
        Self { time_left, ..self }
    }

    /// `"POST"`.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        "POST"
    }

    /// Where it goes.
    #[must_use]
    pub const fn endpoint(&self) -> Endpoint<'a> {
        self.endpoint
    }

    /// What it is for.
    #[must_use]
    pub const fn call(&self) -> Call {
        match self.project {
            Some(_) => Call::BatchStatus,
            None => Call::Login,
        }
    }

    /// Whose jobs are asked for; `None` for a login.
    #[must_use]
    pub const fn project(&self) -> Option<ProjectId<'a>> {
        self.project
    }

    /// The path, to be shown: `/v3/{project_id}/jobs/batch-status` or
    /// `/v3/auth/tokens?nocatalog=1`, behind the endpoint's base path.
    #[must_use]
    pub const fn path(&self) -> Path<'a> {
        match self.project {
            Some(project) => Path::of(self.endpoint, project),
            None => Path::of_token(self.endpoint),
        }
    }

    /// The headers, [`MAX_HEADERS`] at most. Names and values are safe to be
    /// written as they are.
    pub fn headers(&self) -> impl Iterator<Item = Header<'a>> + use<'a> {
        self.own_headers().chain(self.authorization.headers())
    }

    /// The headers that it has before it is authorized.
    pub(crate) fn own_headers(&self) -> impl Iterator<Item = Header<'a>> + use<'a> {
        let language = self.language;
        let own: [_; OWN_HEADERS] = [
            Some(Header::public("Content-Type", "application/json")),
            Some(Header::public("Accept", "application/json")),
            language.map(|language| Header::public("X-Language", language.as_str())),
        ];
        own.into_iter().flatten()
    }

    /// The body.
    #[must_use]
    pub const fn body(&self) -> &Body<'a> {
        &self.body
    }

    /// The time in which the answer has to be read to its end.
    #[must_use]
    pub const fn time_left(&self) -> Option<Duration> {
        self.time_left
    }
}

/// The request as it looks on the wire, what is secret hidden, lines ended by
/// `\n`.
impl fmt::Display for Request<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} {} HTTP/1.1", self.method(), self.path())?;
        writeln!(f, "Host: {}", self.endpoint.authority())?;
        for header in self.headers() {
            writeln!(f, "{header}")?;
        }
        writeln!(f, "Content-Length: {}\n", self.body.encoded_len())?;
        writeln!(f, "{}", self.body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::Token;
    use crate::header::Secrecy;
    use crate::job::JobId;
    use crate::page::Page;
    use std::format;
    use std::prelude::v1::*;

    const JOBS: [JobId<'_>; 1] = JobId::list(["9a470239-2308-4bb5-a6bc-1040402fjb21"]);

    fn request(endpoint: &str) -> Request<'_> {
        Request::new(
            Endpoint::new(endpoint).unwrap(),
            ProjectId::literal("054ba152d480d55b2f5dc0069e7ddef0"),
            BatchStatusRequest::with_page(&JOBS, Page::covering(1)).unwrap(),
        )
        .authorized(Authorization::token(Token::new("MIIE-secret").unwrap()))
    }

    #[test]
    fn a_request_is_shown_whole_but_for_its_token() {
        let shown = request("https://drs.example.com:8443/base")
            .language(Some(Language::ZhCn))
            .to_string();
        assert_eq!(
            shown,
            "POST /base/v3/054ba152d480d55b2f5dc0069e7ddef0/jobs/batch-status HTTP/1.1\n\
             Host: drs.example.com:8443\n\
             Content-Type: application/json\n\
             Accept: application/json\n\
             X-Language: zh-cn\n\
             X-Auth-Token: ***\n\
             Content-Length: 88\n\
             \n\
             {\"jobs\":[\"9a470239-2308-4bb5-a6bc-1040402fjb21\"],\
             \"page_req\":{\"cur_page\":1,\"per_page\":1}}\n"
        );
    }

    #[test]
    fn a_port_that_goes_without_saying_is_not_shown() {
        let shown = request("https://drs.example.com:443").to_string();
        assert!(shown.contains("\nHost: drs.example.com\n"), "{shown}");
    }

    #[test]
    fn a_transport_is_told_where_to_what_by_when() {
        let limit = Some(Duration::from_secs(20));
        let request = request("https://drs.example.com/base").within(limit);
        assert_eq!(
            request.endpoint(),
            Endpoint::literal("https://drs.example.com/base")
        );
        assert_eq!(request.method(), "POST");
        assert_eq!(
            request.project(),
            Some(ProjectId::literal("054ba152d480d55b2f5dc0069e7ddef0"))
        );
        let path = request.path();
        assert_eq!(
            path.to_string(),
            "/base/v3/054ba152d480d55b2f5dc0069e7ddef0/jobs/batch-status"
        );
        assert_eq!(path.encoded_len(), path.to_string().len());
        assert_eq!(request.body().batch_status().unwrap().jobs(), JOBS);
        assert_eq!(request.call(), Call::BatchStatus);
        assert_eq!(request.time_left(), limit);
    }

    #[test]
    fn of_the_headers_the_token_is_secret() {
        use Secrecy::{Public, Secret};
        let request = request("https://drs.example.com").language(Some(Language::EnUs));
        let headers: Vec<_> = request
            .headers()
            .map(|header| (header.name(), header.value(), header.secrecy()))
            .collect();
        assert_eq!(
            headers,
            [
                ("Content-Type", "application/json", Public),
                ("Accept", "application/json", Public),
                ("X-Language", "en-us", Public),
                ("X-Auth-Token", "MIIE-secret", Secret),
            ]
        );
        assert_eq!(MAX_HEADERS, 7);
    }

    #[test]
    fn debug_hides_the_token_too() {
        let request = request("https://drs.example.com");
        assert!(!format!("{request:?}").contains("MIIE"));
        let headers: Vec<_> = request
            .headers()
            .map(|header| format!("{header:?}"))
            .collect();
        assert_eq!(
            headers,
            [
                "Header(Content-Type: application/json)",
                "Header(Accept: application/json)",
                "Header(X-Auth-Token: ***)",
            ]
        );
    }

    #[test]
    fn a_login_goes_to_iam_and_shows_nothing_of_its_body() {
        let body = br#"{"password":"hush"}"#;
        let request = Request::login(Endpoint::literal("https://iam.example.com/base"), body);
        assert_eq!((request.call(), request.project()), (Call::Login, None));
        assert_eq!(
            request.to_string(),
            "POST /base/v3/auth/tokens?nocatalog=1 HTTP/1.1\n\
             Host: iam.example.com\n\
             Content-Type: application/json\n\
             Accept: application/json\n\
             Content-Length: 19\n\
             \n\
             ***\n"
        );
        assert!(!format!("{request:?}").contains("hush"));
        assert_eq!(
            request.path().encoded_len(),
            request.path().to_string().len()
        );
        assert_eq!(request.body().encoded_len(), body.len());
        assert_eq!(request.body().batch_status(), None);
        let pieces: Vec<_> = request.body().pieces().collect();
        assert_eq!(pieces.len(), 1);
        assert_eq!(pieces[0].as_ref(), body);
    }
}
