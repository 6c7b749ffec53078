//! Neither password nor token is shown.

use drs_status_core::{IamLogin, NameOrId, ResponseHead};

use super::{IAM, PASSWORD, USER, ask, client, granted, whole};
use crate::port::{CONFIG, Port};

#[test]
fn a_login_shows_who_and_where_and_nothing_else() {
    let mut room = [b'x'; 64];
    let login = IamLogin::new(IAM, USER, NameOrId::Id("p1"), &mut room);
    let shown = format!("{login:?}");
    for part in ["iam.example.com", "drs-reader", "OTC-EU-DE-1", "p1", "***"] {
        assert!(shown.contains(part), "{shown}");
    }
    assert!(
        !shown.contains(PASSWORD) && !shown.contains("xxx"),
        "{shown}"
    );

    let mut buffer = [0; 512];
    let request = login.request(&mut buffer).unwrap();
    for shown in [format!("{request}"), format!("{request:?}")] {
        assert!(
            shown.contains("***") && !shown.contains(PASSWORD),
            "{shown}"
        );
    }
    let pieces = request.body().pieces();
    assert_eq!(format!("{pieces:?}"), "Pieces { .. }");
    let shown: Vec<_> = pieces.map(|piece| format!("{piece:?}")).collect();
    assert_eq!(shown, ["Piece(170 bytes)"]);
    assert!(!format!("{:?}", request.body()).contains(PASSWORD));
}

#[test]
fn a_head_does_not_show_the_token_in_it() {
    let mut room = [0; 64];
    let mut head = ResponseHead::with_token_room(&mut room);
    head.name("x-subject-token");
    head.value(b"MIIsecret");
    assert_eq!(head.token::<()>().unwrap().expose(), "MIIsecret");
    let shown = format!("{head:?}");
    assert!(
        !shown.contains("MII") && !shown.contains("77, 73"),
        "{shown}"
    );
    assert!(
        shown.starts_with("ResponseHead { request_id: \"\""),
        "{shown}"
    );
}

#[test]
fn a_client_that_has_logged_in_does_not_show_it() {
    let (mut room, mut buffer) = ([0; 64], [0; 512]);
    let port = Port::answering([granted("MIIsecret"), whole()]);
    let mut client = client(CONFIG, port, &mut room, &mut buffer);
    assert!(ask(&mut client).unwrap().is_exact());
    let shown = format!("{:?}", client.credentials_mut());
    assert!(
        !shown.contains(PASSWORD) && !shown.contains("MII"),
        "{shown}"
    );
}
