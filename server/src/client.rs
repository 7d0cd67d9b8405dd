//! From where a request comes, as far as that can be believed, and what its browser keeps besides the session.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    str::FromStr,
    sync::{Arc, Mutex, Once},
};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use tower_sessions::cookie::{Cookie, SameSite, time::Duration};

use crate::Shared;

/// The other end of the connection; `serve` puts it with every request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) SocketAddr);

/// Who asks, before anybody knows who that is.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    address: IpAddr,
    /// The cookies that it sent.
    sent: Arc<str>,
    /// Cookies to give along with the answer.
    cookies: Arc<Mutex<Vec<Cookie<'static>>>>,
}

impl Client {
    /// What tries are counted for: an address, or the network that one subscriber has of IPv6.
    pub(crate) fn network(&self) -> String {
        match self.address {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => Network { address: IpAddr::V6(address), length: 64 }.first().to_string(),
        }
    }

    /// The largest network that one customer of a provider usually has: an address, or a /48 of IPv6 with its 65,536 networks.
    pub(crate) fn site(&self) -> String {
        site(self.address).to_string()
    }

    /// Somebody at the machine itself.
    pub(crate) fn is_here(&self) -> bool {
        self.address.is_loopback()
    }

    /// What the browser keeps under a name of ours.
    pub(crate) fn kept(&self, shared: &Shared, name: &str) -> Option<&str> {
        let name = shared.cookie_name(name);
        self.sent.split(';').filter_map(|pair| pair.trim().split_once('=')).find(|(of, _)| *of == name).map(|(_, value)| value)
    }

    /// Gives the browser something to keep; an empty text takes it away.
    pub(crate) fn give(&self, shared: &Shared, name: &'static str, value: String, keep: Duration) {
        let cookie = Cookie::build((shared.cookie_name(name), value)).path("/").http_only(true).same_site(SameSite::Lax);
        let cookie = cookie.secure(shared.secure()).max_age(keep).build();
        if let Ok(mut cookies) = self.cookies.lock() {
            cookies.push(cookie);
        }
    }
}

/// Leaves a [`Client`] for what comes after, and gives its cookies along.
pub(crate) async fn recognise(State(shared): State<Shared>, mut request: Request, next: Next) -> Response {
    // Without a connection the server is asked in its own process.
    let peer = request.extensions().get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.0.ip().to_canonical());
    let client = Client {
        address: shared.proxies.client(peer, request.headers()),
        sent: cookies(request.headers()).into(),
        cookies: Arc::default(),
    };
    request.extensions_mut().insert(client.clone());
    let mut response = next.run(request).await;
    for cookie in client.cookies.lock().iter().flat_map(|cookies| cookies.iter()) {
        if let Ok(value) = HeaderValue::from_str(&cookie.to_string()) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

/// All cookies that were sent, as one line.
fn cookies(headers: &HeaderMap) -> String {
    headers.get_all(header::COOKIE).into_iter().filter_map(|line| line.to_str().ok()).collect::<Vec<_>>().join(";")
}

/// Whose word on where a request comes from is taken: `10.0.0.0/8, ::1`. By default nobody's.
#[derive(Debug, Clone, Default)]
pub struct Proxies(Arc<[Network]>);

impl Proxies {
    pub(crate) fn trust(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.holds(address))
    }

    /// The rightmost address in `X-Forwarded-For` that no trusted proxy has: left of it stands what anybody may have written.
    fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        if peer.is_loopback() && self.0.is_empty() && headers.contains_key("x-forwarded-for") {
            static SAID: Once = Once::new();
            SAID.call_once(|| {
                tracing::warn!("requests come through a proxy: set MAATSTAF_TRUSTED_PROXIES, or all of them count as one client");
            });
        }
        let lines = headers.get_all("x-forwarded-for").into_iter().filter_map(|line| line.to_str().ok()).collect::<Vec<_>>();
        let mut hops = lines.iter().rev().flat_map(|line| line.rsplit(','));
        let mut client = peer;
        while self.trust(client) {
            // An end, or what is no address: the last that is known stays.
            let Some(before) = hops.next().and_then(|hop| address(hop.trim())) else { return client };
            client = before;
        }
        client
    }
}

impl FromStr for Proxies {
    type Err = String;

    fn from_str(list: &str) -> Result<Self, String> {
        let parts = list.split(',').map(str::trim).filter(|part| !part.is_empty());
        parts.map(Network::from_str).collect::<Result<_, _>>().map(Self)
    }
}

/// The site that an address is of.
pub(crate) fn site(address: IpAddr) -> IpAddr {
    if address.is_ipv4() { address } else { Network { address, length: 48 }.first() }
}

/// With or without a port.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.parse::<IpAddr>().or_else(|_| text.trim_matches(['[', ']']).parse()).ok();
    bare.or_else(|| text.parse::<SocketAddr>().ok().map(|with_port| with_port.ip())).map(|it| it.to_canonical())
}

/// Addresses that begin with the same bits.
#[derive(Debug, Clone, Copy)]
struct Network {
    address: IpAddr,
    length: u32,
}

impl Network {
    fn holds(self, address: IpAddr) -> bool {
        self.address.is_ipv4() == address.is_ipv4() && Self { address, ..self }.first() == self.first()
    }

    fn first(self) -> IpAddr {
        match self.address {
            IpAddr::V4(address) => {
                Ipv4Addr::from_bits(address.to_bits() & u32::MAX.checked_shl(32 - self.length).unwrap_or_default()).into()
            }
            IpAddr::V6(address) => {
                Ipv6Addr::from_bits(address.to_bits() & u128::MAX.checked_shl(128 - self.length).unwrap_or_default()).into()
            }
        }
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text} is no address and no network such as 10.0.0.0/8");
        let (address, length) = text.split_once('/').map_or((text, None), |(address, length)| (address, Some(length)));
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let length = length.map_or(Ok(most), str::parse).map_err(|_| wrong())?;
        if length > most { Err(wrong()) } else { Ok(Self { address, length }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(proxies: &str, peer: &str, forwarded: &[&'static str]) -> String {
        let headers = forwarded.iter().map(|line| (header::HeaderName::from_static("x-forwarded-for"), HeaderValue::from_static(line)));
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(name, value);
        }
        let proxies: Proxies = proxies.parse().expect("proxies");
        proxies.client(peer.parse().expect("an address"), &map).to_string()
    }

    #[test]
    fn nobody_says_where_they_come_from_unless_they_are_trusted() {
        assert_eq!(client("", "203.0.113.9", &["198.51.100.7"]), "203.0.113.9");
        assert_eq!(client("10.0.0.0/8", "203.0.113.9", &["198.51.100.7"]), "203.0.113.9", "past the proxy");
        assert_eq!(client("10.0.0.0/8", "10.0.0.1", &["192.0.2.1, 198.51.100.7"]), "198.51.100.7", "the rightmost");
        assert_eq!(client("10.0.0.0/8", "10.0.0.1", &["192.0.2.1", "198.51.100.7, 10.2.0.1"]), "198.51.100.7", "two proxies");
        assert_eq!(client("10.0.0.0/8", "10.0.0.1", &["198.51.100.7:4711"]), "198.51.100.7");
        assert_eq!(client("10.0.0.0/8,::1", "::1", &["[2001:db8::7]:4711"]), "2001:db8::7");
        assert_eq!(client("10.0.0.0/8", "10.0.0.1", &["unknown"]), "10.0.0.1");
        assert_eq!(client("10.0.0.0/8", "10.0.0.1", &[]), "10.0.0.1");
        assert_eq!(client("0.0.0.0/0", "10.0.0.1", &["192.0.2.1"]), "192.0.2.1");
    }

    #[test]
    fn a_subscriber_is_one_address_or_half_of_an_ipv6_address() {
        let network =
            |address: &str| Client { address: address.parse().expect("an address"), sent: "".into(), cookies: Arc::default() }.network();
        assert_eq!(network("203.0.113.9"), "203.0.113.9");
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2::1"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        let site = |text: &str| site(text.parse().expect("an address")).to_string();
        assert_eq!((site("203.0.113.9"), site("2001:db8:1:3::1")), ("203.0.113.9".to_owned(), "2001:db8:1::".to_owned()));
    }

    #[test]
    fn what_is_no_network_is_refused() {
        for text in ["proxy", "10.0.0.0/33", "::/129", "10.0.0.0/x", "10.0.0.0/-1"] {
            assert!(text.parse::<Proxies>().is_err(), "{text}");
        }
    }
}
