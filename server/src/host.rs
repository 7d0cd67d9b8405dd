//! By which name this server may be reached: the one in its base URL, and any name of this machine when that is one.
//!
//! A site elsewhere can point a name of its own at this address (DNS rebinding). Its pages then read whatever the browser
//! gets under that name, and a link that is made from `Host` would lead there. So no other name is answered.

use std::net::{IpAddr, Ipv6Addr};

use axum::{
    body::Body,
    http::{HeaderMap, Response, Uri, header},
    response::IntoResponse,
};
use domain::Code;

use crate::{
    respond::{Refused, status, wants_page},
    visitor,
};

/// Whether all names in the request are ours; without any it is not known what it was meant for.
pub(crate) fn is_ours(base_url: &str, uri: &Uri, headers: &HeaderMap) -> bool {
    let named: Vec<Option<&str>> = headers
        .get_all(header::HOST)
        .into_iter()
        .map(|host| host.to_str().ok())
        .chain(uri.authority().map(|authority| Some(authority.as_str())))
        .collect();
    !named.is_empty() && named.into_iter().all(|name| name.is_some_and(|name| is_named(base_url, name)))
}

/// The answer to who came by another name. It says the right one to a person, to whom that is no secret.
pub(crate) fn refuse(base_url: &str, headers: &HeaderMap) -> Response<Body> {
    if !wants_page(headers) {
        return Refused::from(Code::WrongHost).into_response();
    }
    let words = text::errors::say(visitor::from_header(headers), Code::WrongHost, base_url);
    (status(Code::WrongHost), [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], words).into_response()
}

fn is_named(base_url: &str, authority: &str) -> bool {
    let (scheme, rest) = base_url.split_once("://").unwrap_or(("http", base_url));
    let own = rest.split('/').next().unwrap_or_default();
    let default_port = if scheme.eq_ignore_ascii_case("https") { ":443" } else { ":80" };
    let plain = |authority: &str| authority.strip_suffix(default_port).unwrap_or(authority).to_ascii_lowercase();
    plain(own) == plain(authority) || (is_this_machine(own) && is_this_machine(authority))
}

/// A name that no resolver is asked for, so that nobody else can point it somewhere.
fn is_this_machine(authority: &str) -> bool {
    if let Some((address, _)) = authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return address.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback());
    }
    let name = authority.split(':').next().unwrap_or_default();
    name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn ours(base_url: &str, hosts: &[&'static str]) -> bool {
        let headers = hosts.iter().map(|host| (header::HOST, HeaderValue::from_static(host)));
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(name, value);
        }
        is_ours(base_url, &Uri::from_static("/"), &map)
    }

    #[test]
    fn a_server_answers_to_the_name_in_its_base_url() {
        for host in ["maatstaf.example", "Maatstaf.Example", "maatstaf.example:443"] {
            assert!(ours("https://maatstaf.example", &[host]), "{host}");
        }
        for host in
            ["evil.example", "maatstaf.example.evil.example", "maatstaf.example:80", "maatstaf.example:8443", "localhost", "127.0.0.1", ""]
        {
            assert!(!ours("https://maatstaf.example", &[host]), "{host}");
        }
        assert!(ours("http://maatstaf.example:8080", &["maatstaf.example:8080"]));
        assert!(!ours("http://maatstaf.example:8080", &["maatstaf.example"]));
    }

    #[test]
    fn on_one_machine_every_name_of_that_machine_will_do() {
        for host in ["localhost:3000", "127.0.0.1:3000", "[::1]:3000", "localhost", "127.0.0.2:9", "LOCALHOST:3000"] {
            assert!(ours("http://localhost:3000", &[host]), "{host}");
        }
        for host in
            ["evil.example:3000", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1", "[::2]:3000", "[::1", "0.0.0.0:3000"]
        {
            assert!(!ours("http://localhost:3000", &[host]), "{host}");
        }
    }

    #[test]
    fn who_names_two_hosts_or_none_is_not_answered() {
        assert!(!ours("http://localhost:3000", &[]));
        assert!(!ours("http://localhost:3000", &["localhost:3000", "evil.example"]));
        assert!(!ours("http://localhost:3000", &["evil.example", "localhost:3000"]));
        assert!(!is_ours("http://localhost:3000", &Uri::from_static("http://evil.example/"), &HeaderMap::new()));
        assert!(is_ours("http://localhost:3000", &Uri::from_static("http://localhost:3000/"), &HeaderMap::new()));
    }
}
