//! However many tasks a response has, its decoder stays as small as it is.

use drs_status_core::{Class, Decoder, ResponseEnd, Status};

/// The smallest number of bytes in which an answer may arrive and the largest
/// that is tried; what is between them is taken in turn.
const PIECES: std::ops::RangeInclusive<usize> = 1..=64;

#[test]
fn a_decoder_takes_less_than_300_bytes() {
    assert!(size_of::<Decoder<'_>>() < 300);
}

#[test]
fn a_hundred_thousand_tasks_pass_through_one_decoder() {
    const TASKS: u32 = 100_000;
    let mut message = [0; 16];
    let mut decoder = Decoder::new(&mut message);
    let mut pieces = PIECES.cycle();
    let mut classes = [0_u32; 2];
    let mut next = 0;
    let mut push = |text: &str| {
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            let len = pieces.next().unwrap().min(rest.len());
            let (mut piece, after) = rest.split_at(len);
            while let Some(item) = decoder.decode(&mut piece).unwrap() {
                assert_eq!(item.id().unwrap().as_str(), id(next));
                match item.status().map(|status| status.class()) {
                    Some(Class::Running) => classes[0] += 1,
                    Some(Class::Failed) => classes[1] += 1,
                    other => panic!("task {next} is {other:?}"),
                }
                assert_eq!(item.error_message().is_some(), next.is_multiple_of(10));
                next += 1;
            }
            rest = after;
        }
    };
    push("{\"results\":[");
    for number in 0..TASKS {
        let comma = if number == 0 { "" } else { "," };
        push(&format!("{comma}{}", task(number)));
    }
    push(&format!("],\"count\":{TASKS}}}"));
    assert_eq!(next, TASKS);
    assert_eq!(classes, [90_000, 10_000]);
    assert_eq!(
        decoder.finish(),
        Ok(ResponseEnd {
            items: TASKS,
            count: Some(TASKS)
        })
    );
}

fn id(number: u32) -> String {
    format!("{number:08}-2308-4bb5-a6bc-1040402fjb21")
}

/// Every tenth task has failed.
fn task(number: u32) -> String {
    let id = id(number);
    if number.is_multiple_of(10) {
        let status = Status::FullTransferFailed;
        format!(
            "{{\"error_message\":\"no connection to the source\",\"status\":\"{status}\",\"id\":\"{id}\"}}"
        )
    } else {
        format!("{{\"id\":\"{id}\",\"status\":\"INCRE_TRANSFER_STARTED\",\"x\":[{{}}]}}")
    }
}
