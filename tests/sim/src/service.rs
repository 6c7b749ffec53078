//! The service: a request in, an answer out. It knows no sockets.

use std::collections::VecDeque;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::access_key::AccessKeys;
use crate::answer::Answer;
use crate::auth::Tokens;
use crate::batch::{self, Rules};
use crate::gateway::{self, Route};
use crate::iam::{self, Account};
use crate::job::Job;
use crate::jobs::Jobs;
use crate::language::Language;
use crate::refusal::Refusal;
use crate::script::Scripts;
use crate::seen::{Record, Seen};
use crate::signature::Presented;
use crate::throttle::{Throttle, Throttling};
use crate::wall_clock::WallClock;

/// Everything that answers depend on.
pub(crate) struct Service {
    account: Account,
    rules: Rules,
    changing: Mutex<Changing>,
}

/// The part that changes from request to request.
pub(crate) struct Changing {
    pub(crate) tokens: Tokens,
    pub(crate) keys: AccessKeys,
    pub(crate) jobs: Jobs,
    pub(crate) scripts: Scripts,
    pub(crate) next: VecDeque<Answer>,
    pub(crate) throttling: Throttling,
    pub(crate) record: Record,
}

impl Service {
    pub(crate) fn new(account: Account, rules: Rules, changing: Changing) -> Self {
        Self {
            account,
            rules,
            changing: Mutex::new(changing),
        }
    }

    pub(crate) fn account(&self) -> &Account {
        &self.account
    }

    pub(crate) fn issue_token(&self) -> io::Result<String> {
        self.changing().tokens.issue(Instant::now())
    }

    pub(crate) fn expire_tokens(&self) {
        self.changing().tokens.expire(Instant::now());
    }

    pub(crate) fn put_job(&self, job: Job) {
        self.changing().jobs.put(job, Instant::now());
    }

    pub(crate) fn remove_job(&self, id: &str) {
        self.changing().jobs.remove(id);
    }

    pub(crate) fn put_answers(&self, answers: Vec<Answer>) {
        self.changing().next.extend(answers);
    }

    pub(crate) fn throttle(&self, rule: Throttle) {
        self.changing().throttling = Throttling::new(rule);
    }

    pub(crate) fn set_wall_clock(&self, clock: WallClock) {
        self.changing().keys.set_clock(clock);
    }

    pub(crate) fn requests(&self) -> Vec<Seen> {
        self.changing().record.newest()
    }

    pub(crate) fn request_count(&self) -> usize {
        self.changing().record.total()
    }

    /// Remembers the request, and answers it.
    pub(crate) fn answer(&self, request: Seen) -> Answer {
        let mut changing = self.changing();
        let answer = self.decide(&request, &mut changing);
        changing.record.push(request);
        answer.with_date(&changing.keys.clock().http_date())
    }

    fn decide(&self, request: &Seen, changing: &mut Changing) -> Answer {
        if let Some(answer) = changing.next.pop_front() {
            return answer;
        }
        if let Some(answer) = changing.scripts.answer(request.bare_path()) {
            return answer;
        }
        let now = Instant::now();
        match gateway::route(request) {
            Err(refusal) => refusal,
            Ok(Route::Tokens) => {
                let clock = changing.keys.clock();
                iam::answer(request, &self.account, &mut changing.tokens, now, clock)
            }
            Ok(Route::BatchStatus(project)) => self.batch_status(request, project, changing, now),
        }
    }

    fn batch_status(
        &self,
        request: &Seen,
        project: &str,
        changing: &mut Changing,
        now: Instant,
    ) -> Answer {
        if let Err(refusal) = self.authenticate(request, changing, now) {
            return refusal;
        }
        if let Some(wait) = changing.throttling.refuses(now) {
            return gateway::throttled(wait);
        }
        let language = Language::of(request);
        if !gateway::is_json(request) {
            return Refusal::UnsupportedType.answer(language);
        }
        if project != self.account.project_id {
            return Refusal::WrongProject.answer(language);
        }
        batch::answer(&request.body, language, self.rules, &mut changing.jobs, now)
    }

    /// By a signature, where there is one, or by a token. Inferred: that of both
    /// the signature counts.
    fn authenticate(
        &self,
        request: &Seen,
        changing: &mut Changing,
        now: Instant,
    ) -> Result<(), Answer> {
        match request.header("Authorization") {
            Some(authorization) if Presented::is_one(authorization) => {
                let project = &self.account.project_id;
                changing.keys.check(authorization, request, project, now)
            }
            _ => changing.tokens.check(request, now),
        }
    }

    fn changing(&self) -> MutexGuard<'_, Changing> {
        // A thread that panicked while it held the lock, in a closure of a test
        // as a rule, has reported so itself.
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
