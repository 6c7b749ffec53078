//! However many ids are asked, each request has at most 100 and a page that
//! covers them all.

use drs_status_core::{Language, MAX_IDS_PER_REQUEST, Page};

use crate::ids::{ids, text, texts};
use crate::port::{Answer, CONFIG, Did, Port, Recorder, Sent, Told, client, item, results, run};

/// Answers each id that is asked, in order.
fn answered(sent: &Sent) -> Answer {
    Answer::ok(results(sent.jobs.iter().map(|id| item(id, "CREATING"))))
}

#[test]
fn ids_go_out_in_requests_of_a_hundred_in_their_order() {
    for (asked, lens) in [
        (1, &[1][..]),
        (5, &[5]),
        (6, &[6]),
        (99, &[99]),
        (100, &[100]),
        (101, &[100, 1]),
        (250, &[100, 100, 50]),
        (10_000, &[100; 100]),
    ] {
        let texts = texts(asked);
        let mut buffer = [0; 4096];
        let mut client = client(CONFIG, Port::responding(answered), &mut buffer);
        let mut recorder = Recorder::default();
        let summary = run(client.batch_status(&ids(&texts), &mut recorder)).unwrap();

        assert!(summary.is_exact());
        assert_eq!((summary.asked, summary.delivered), (asked, asked));
        assert_eq!(summary.requests, lens.len());
        let last = lens.last().map(|len| u32::try_from(*len).unwrap());
        assert_eq!(summary.count, last);
        let all = (0..asked).map(|index| Told::task(index, "CREATING"));
        assert!(recorder.told.into_iter().eq(all));

        let port = client.transport();
        assert!(
            port.sent()
                .map(|sent| sent.jobs.len())
                .eq(lens.iter().copied())
        );
        for sent in port.sent() {
            assert_eq!(sent.page, Some((1, sent.jobs.len() as u64)));
        }
        assert!(port.sent().flat_map(|sent| &sent.jobs).eq(&texts));
        assert_eq!(port.closes(), 0);
    }
}

#[test]
fn fewer_ids_a_request_can_be_set_but_not_more_and_not_none() {
    for (set, used) in [
        (0, 1),
        (1, 1),
        (7, 7),
        (100, 100),
        (101, 100),
        (usize::MAX, 100),
    ] {
        let texts = texts(205);
        let mut buffer = [0; 512];
        let config = CONFIG.ids_per_request(set);
        let mut client = client(config, Port::responding(answered), &mut buffer);
        let mut recorder = Recorder::default();
        let summary = run(client.batch_status(&ids(&texts), &mut recorder)).unwrap();
        assert!(summary.is_exact());
        assert_eq!(summary.requests, 205_usize.div_ceil(used));
        let longest = client.transport().sent().map(|sent| sent.jobs.len()).max();
        assert_eq!(longest, Some(used));
        assert!(used <= MAX_IDS_PER_REQUEST);
    }
}

#[test]
fn a_page_goes_out_in_one_request_and_what_is_due_is_what_stands_on_it() {
    let texts = texts(12);
    let jobs = ids(&texts);
    for (current, per_page, due) in [(1, 5, 0..5), (2, 5, 5..10), (3, 5, 10..12), (0, 0, 0..12)] {
        let on_page = results(due.clone().map(|job| item(&text(job), "DELETED")));
        let mut buffer = [0; 256];
        let port = Port::answering([Answer::ok(on_page)]);
        // A page is one request, whatever is set for lists.
        let mut client = client(CONFIG.ids_per_request(1), port, &mut buffer);
        let page = Page::new(current, per_page).unwrap();
        let mut recorder = Recorder::default();
        let summary = run(client.page(&jobs, page, &mut recorder)).unwrap();
        assert!(summary.is_exact());
        assert_eq!((summary.asked, summary.requests), (due.len(), 1));
        assert!(recorder.tasks().map(|(index, _)| index).eq(due));
        let sent = client.transport().sent().next().unwrap();
        assert_eq!(sent.jobs, texts);
        assert_eq!(sent.page, Some((current.into(), per_page.into())));
    }
}

#[test]
fn what_is_missing_on_a_page_is_counted_and_not_named() {
    let texts = texts(12);
    let mut buffer = [0; 256];
    let port = Port::answering([Answer::ok(results([item(&text(7), "DELETED")]))]);
    let mut client = client(CONFIG, port, &mut buffer);
    let mut recorder = Recorder::default();
    let page = Page::new(1, 5).unwrap();
    let summary = run(client.page(&ids(&texts), page, &mut recorder)).unwrap();
    assert_eq!(
        (summary.asked, summary.delivered, summary.missing),
        (5, 1, 4)
    );
    assert_eq!(recorder.told, [Told::task(7, "DELETED")]);
}

#[test]
fn a_request_is_what_the_preview_shows() {
    let texts = texts(101);
    let jobs = ids(&texts);
    let page = Page::new(2, 10).unwrap();
    let config = CONFIG.language(Language::ZhCn);
    let mut buffer = [0; 256];
    let mut client = client(config, Port::responding(answered), &mut buffer);
    let shown = run(client.preview(&jobs, None)).unwrap().to_string();
    let shown_page = run(client.preview(&jobs[..20], Some(page)))
        .unwrap()
        .to_string();
    assert!(shown.starts_with(
        "POST /base/v3/054ba152d480d55b2f5dc0069e7ddef0/jobs/batch-status HTTP/1.1\n\
         Host: drs.example.com:8443\n\
         Content-Type: application/json\n\
         Accept: application/json\n\
         X-Language: zh-cn\n\
         X-Auth-Token: ***\n\
         Content-Length: "
    ));
    assert!(client.transport().log.is_empty(), "a preview is not sent");

    run(client.batch_status(&jobs, &mut Recorder::default())).unwrap();
    run(client.page(&jobs[..20], page, &mut Recorder::default())).unwrap();
    let port = client.transport();
    let sent: Vec<&str> = port.sent().map(|sent| sent.shown.as_str()).collect();
    assert_eq!((sent[0], sent[2]), (shown.as_str(), shown_page.as_str()));
    assert!(port.log.iter().all(|did| *did != Did::Close));
}
