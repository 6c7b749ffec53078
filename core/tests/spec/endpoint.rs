//! Where the service listens, as one URL.

use drs_status_core::{Endpoint, EndpointError, MAX_HOST_LEN, Scheme};

#[test]
fn what_is_an_endpoint() {
    use Scheme::{Http, Https};
    let longest = "a".repeat(MAX_HOST_LEN);
    let cases = [
        (
            "https://drs.eu-de.otc.t-systems.com",
            (Https, "drs.eu-de.otc.t-systems.com", 443, ""),
        ),
        (
            "https://drs.eu-de.otc.t-systems.com/",
            (Https, "drs.eu-de.otc.t-systems.com", 443, ""),
        ),
        (&format!("https://{longest}"), (Https, &longest, 443, "")),
        ("https://h:8443/a/b//", (Https, "h", 8443, "/a/b")),
        ("https://h:65535", (Https, "h", 65535, "")),
        ("http://127.0.0.1:80", (Http, "127.0.0.1", 80, "")),
        ("http://h", (Http, "h", 80, "")),
        ("http://[::1]:8080/x", (Http, "[::1]", 8080, "/x")),
        ("https://[::]", (Https, "[::]", 443, "")),
        ("https://[2001:db8::1]", (Https, "[2001:db8::1]", 443, "")),
    ];
    for (url, expected) in cases {
        let endpoint = Endpoint::new(url).unwrap();
        let (host, port) = (endpoint.host(), endpoint.port());
        assert_eq!(
            (endpoint.scheme(), host, port, endpoint.base_path()),
            expected,
            "{url}"
        );
    }
}

#[test]
fn what_is_none() {
    use EndpointError::{Host, Path, Port, Scheme};
    let long = format!("https://{}", "a".repeat(254));
    let cases = [
        ("", Scheme),
        ("drs.example.com", Scheme),
        ("HTTPS://drs.example.com", Scheme),
        ("ftp://drs.example.com", Scheme),
        ("https://", Host),
        ("https:///path", Host),
        ("https://user@host", Host),
        ("https://a b", Host),
        ("https://-a", Host),
        ("https://.a", Host),
        ("https://ho\u{301}st", Host),
        ("https://[::1", Host),
        ("https://[]", Host),
        ("https://[:]", Host),
        ("https://[::g]", Host),
        ("https://[::1]x", Host),
        (&long, Host),
        ("https://h:", Port),
        ("https://h:0", Port),
        ("https://h:65536", Port),
        ("https://h:655350", Port),
        ("https://h:1:2", Port),
        ("https://h:x", Port),
        ("https://h/a?b", Path),
        ("https://h/a#b", Path),
        ("https://h/a b", Path),
        ("https://h/a\r\nX: y", Path),
    ];
    for (url, expected) in cases {
        assert_eq!(Endpoint::new(url), Err(expected), "{}", url.escape_debug());
    }
}

#[test]
fn an_error_of_an_endpoint_names_its_part() {
    use EndpointError::{Host, Path, Port, Scheme};
    for (error, shown) in [
        (Scheme, "the endpoint must begin with https://"),
        (Host, "the endpoint's host is not a host name or an address"),
        (Port, "the endpoint's port is not a number from 1 to 65535"),
        (
            Path,
            "the endpoint's path has a query, a fragment or a character that no path has",
        ),
    ] {
        assert_eq!(error.to_string(), shown);
    }
}

#[test]
fn an_endpoint_is_shown_without_what_goes_without_saying() {
    for (url, shown) in [
        ("https://h:443/", "https://h"),
        ("http://h:443", "http://h:443"),
        ("https://h:8443/a", "https://h:8443/a"),
    ] {
        assert_eq!(Endpoint::new(url).unwrap().to_string(), shown);
    }
}
