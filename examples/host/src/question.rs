//! What is asked, and of whom.

use drs_status_core::{
    Authorization, BatchStatusRequest, Config, Endpoint, JobId, Language, Page, ProjectId, Request,
    RequestError, RetryPolicy, Token,
};

/// What is asked, and of whom; everything but the ids.
#[derive(Clone, Copy)]
pub(crate) struct Question<'a> {
    pub(crate) endpoint: Endpoint<'a>,
    pub(crate) project: ProjectId<'a>,
    pub(crate) language: Option<Language>,
    pub(crate) page: Option<Page>,
    pub(crate) retry: RetryPolicy,
}

/// Room for an error message, in bytes: more than any that has been seen.
pub(crate) const MESSAGE_ROOM: usize = 4 * 1024;

/// Whatever it is, it is shown as `***`.
const ANY_TOKEN: Token<'_> = match Token::new("-") {
    Ok(token) => token,
    Err(_) => panic!("a dash is no token"),
};

impl Question<'_> {
    /// The request for `jobs`, to be shown as one that bears a token.
    pub(crate) fn request<'r>(
        &'r self,
        jobs: &'r [JobId<'r>],
    ) -> Result<Request<'r>, RequestError> {
        let request = self.unauthorized(jobs)?;
        Ok(request.authorized(Authorization::token(ANY_TOKEN)))
    }

    /// The request for `jobs`, but for who asks.
    pub(crate) fn unauthorized<'r>(
        &'r self,
        jobs: &'r [JobId<'r>],
    ) -> Result<Request<'r>, RequestError> {
        let page = self.page.unwrap_or(Page::covering(jobs.len()));
        let body = BatchStatusRequest::with_page(jobs, page)?;
        let request = Request::new(self.endpoint, self.project, body);
        Ok(request.language(self.language))
    }

    /// What a client is told of it.
    pub(crate) fn config(&self) -> Config<'_> {
        let config = Config::new(self.endpoint, self.project)
            .message_room(MESSAGE_ROOM)
            .retry(self.retry);
        match self.language {
            Some(language) => config.language(language),
            None => config,
        }
    }
}
