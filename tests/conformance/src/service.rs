//! The simulator, as a service that answers every case.

use drs_status_sim::{Answer as Served, Builder, Framing as ServedFraming};

use crate::case::{Answer, Framing};
use crate::cases::CASES;

/// Lets `service` answer every case under its base path.
pub fn serve(mut service: Builder) -> Builder {
    for (number, case) in CASES.iter().enumerate() {
        let answers = case.answers.iter().map(served).collect();
        service = service.script(&std::format!("case/{number}"), answers);
    }
    service
}

fn served(answer: &Answer) -> Served {
    let mut served = Served::empty(answer.status).body(answer.body);
    for (name, value) in answer.headers {
        served = served.header(name, value);
    }
    match answer.framing {
        Framing::Length => served.framing(ServedFraming::Length),
        Framing::Chunked(size) => served.framing(ServedFraming::Chunked { size }),
        Framing::UntilClose => served.framing(ServedFraming::UntilClose),
        Framing::CutAfter(bytes) => served.framing(ServedFraming::Length).cut_after(bytes),
    }
}
