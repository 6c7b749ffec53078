//! What can be refused is refused before anything is sent.

use drs_status_core::{
    Blame, Capacity, Cause, Client, MIN_CHUNK_LEN, Page, RequestError, TaskStatus, Token,
};

use crate::ids::{ids, texts};
use crate::port::{
    Answer, CONFIG, FakeClock, Port, PortError, Recorder, client, item, results, run,
};

/// The cause for which nothing was sent.
type Cannot = Cause<PortError>;

fn cannot_ask(jobs: &[drs_status_core::JobId<'_>], ids_per_request: usize) -> Cannot {
    let mut buffer = [0; 256];
    let config = CONFIG.ids_per_request(ids_per_request);
    let mut client = client(config, Port::unused(), &mut buffer);
    let mut recorder = Recorder::default();
    let error = run(client.batch_status(jobs, &mut recorder)).unwrap_err();
    assert_eq!(error.blame(), Blame::Configuration);
    assert_eq!(error.delivered(), 0);
    assert_eq!(recorder.told, []);
    assert_eq!(client.transport().log, []);
    error.into_cause()
}

#[test]
fn an_empty_list_is_not_sent() {
    assert_eq!(cannot_ask(&[], 100), Cause::Config(RequestError::NoIds));
}

#[test]
fn an_id_that_stands_twice_in_any_request_is_named_by_its_places_in_the_whole_list() {
    let texts = texts(250);
    for (first, second) in [
        (0, 1),
        (0, 99),
        (98, 99),
        (100, 101),
        (100, 199),
        (200, 249),
    ] {
        let mut jobs = ids(&texts);
        jobs[second] = jobs[first];
        assert_eq!(
            cannot_ask(&jobs, 100),
            Cause::Config(RequestError::Duplicate { first, second })
        );
    }
    let mut jobs = ids(&texts);
    jobs[8] = jobs[7];
    assert_eq!(
        cannot_ask(&jobs, 7),
        Cause::Config(RequestError::Duplicate {
            first: 7,
            second: 8
        })
    );
}

#[test]
fn in_requests_of_their_own_the_same_id_may_stand_again() {
    let texts = texts(1);
    let jobs = [ids(&texts)[0]; 3];
    let body = || Answer::ok(results([item(&texts[0], "CREATING")]));
    let mut buffer = [0; 256];
    let port = Port::answering([body(), body(), body()]);
    let mut client = client(CONFIG.ids_per_request(1), port, &mut buffer);
    let mut recorder = Recorder::default();
    assert!(
        run(client.batch_status(&jobs, &mut recorder))
            .unwrap()
            .is_exact()
    );
    assert!(recorder.tasks().map(|(index, _)| index).eq(0..3));
}

#[test]
fn a_vector_without_room_for_all_is_left_alone() {
    let texts = texts(5);
    let jobs = ids(&texts);
    let body = results(texts.iter().map(|id| item(id, "CREATING")));
    let mut buffer = [0; 256];
    let mut client = client(CONFIG, Port::answering([Answer::ok(body)]), &mut buffer);

    let mut four: heapless::Vec<TaskStatus<0>, 4> = heapless::Vec::new();
    let error = run(client.batch_status(&jobs, &mut four)).unwrap_err();
    assert_eq!(error.blame(), Blame::Capacity);
    let Cause::Capacity(room) = error.into_cause() else {
        panic!("another cause");
    };
    assert_eq!(
        (room.what(), room.needed(), room.available()),
        (Capacity::Tasks, 5, 4)
    );
    assert!(four.is_empty());
    assert_eq!(client.transport().log, []);

    // Exactly enough is enough, once: then it is full.
    let mut five: heapless::Vec<TaskStatus<0>, 5> = heapless::Vec::new();
    assert!(
        run(client.batch_status(&jobs, &mut five))
            .unwrap()
            .is_exact()
    );
    let error = run(client.batch_status(&jobs[..1], &mut five)).unwrap_err();
    let Cause::Capacity(room) = error.cause() else {
        panic!("another cause");
    };
    assert_eq!((room.needed(), room.available()), (1, 0));
    assert_eq!(client.transport().sent().count(), 1);
    assert!(
        client.transport().is_open(),
        "the connection is none the worse"
    );
}

#[test]
fn a_page_that_the_service_would_refuse_is_not_sent() {
    let texts = texts(101);
    let jobs = ids(&texts);
    let mut buffer = [0; 256];
    let mut client = client(CONFIG, Port::unused(), &mut buffer);
    let mut recorder = Recorder::default();
    let mut ask = |jobs, page| run(client.page(jobs, page, &mut recorder)).unwrap_err();

    let page = Page::new(1, 100).unwrap();
    let error = ask(&jobs[..], page);
    assert_eq!(error.blame(), Blame::Capacity);
    let Cause::Capacity(room) = error.cause() else {
        panic!("another cause");
    };
    assert_eq!(
        (room.what(), room.needed(), room.available()),
        (Capacity::Ids, 101, 100)
    );

    for (jobs, page, expected) in [
        (&jobs[..0], page, RequestError::NoIds),
        (
            &[jobs[0], jobs[1], jobs[0]][..],
            page,
            RequestError::Duplicate {
                first: 0,
                second: 2,
            },
        ),
        (
            &jobs[..100],
            Page::new(2, 100).unwrap(),
            RequestError::NoSuchPage,
        ),
    ] {
        assert_eq!(*ask(jobs, page).cause(), Cause::Config(expected));
    }
    assert_eq!(client.transport().log, []);
}

#[test]
fn room_is_needed_only_for_what_stands_on_the_page() {
    let texts = texts(10);
    let body = results([item(&texts[9], "CREATING")]);
    let mut buffer = [0; 256];
    let mut client = client(CONFIG, Port::answering([Answer::ok(body)]), &mut buffer);
    let mut one: heapless::Vec<TaskStatus<0>, 1> = heapless::Vec::new();
    let page = Page::new(4, 3).unwrap();
    let summary = run(client.page(&ids(&texts), page, &mut one)).unwrap();
    assert!(summary.is_exact());
    assert_eq!(one[0].index, 9);
}

#[test]
fn a_buffer_too_short_makes_no_client() {
    for message_room in [0, 1, 128] {
        let config = CONFIG.message_room(message_room);
        let needed = config.min_buffer_len();
        assert_eq!(needed, message_room + MIN_CHUNK_LEN);
        for len in 0..=needed {
            let mut buffer = vec![0; len];
            let token = Token::new("MIIE-secret").unwrap();
            let clock = FakeClock::default();
            let made = Client::new(config, token, Port::unused(), clock, &mut buffer).map(|_| ());
            let expected = if len == needed {
                Ok(())
            } else {
                Err((Capacity::Buffer, needed, len))
            };
            let made = made.map_err(|room| (room.what(), room.needed(), room.available()));
            assert_eq!(made, expected);
        }
    }
    let mut buffer = [0; 256];
    let config = CONFIG.message_room(usize::MAX);
    let token = Token::new("MIIE-secret").unwrap();
    let made = Client::new(
        config,
        token,
        Port::unused(),
        FakeClock::default(),
        &mut buffer,
    );
    assert_eq!(made.map(|_| ()).unwrap_err().needed(), usize::MAX);
}

#[test]
fn nothing_of_the_token_is_shown() {
    let mut buffer = [0; 256];
    let port = Port::unused();
    let mut client = client(CONFIG, port, &mut buffer);
    let texts = texts(1);
    let jobs = ids(&texts);
    let request = run(client.preview(&jobs, None)).unwrap();
    for shown in [
        format!("{request:?}"),
        format!("{request:#?}"),
        request.to_string(),
    ] {
        assert!(!shown.contains("MIIE"), "{shown}");
    }
}
