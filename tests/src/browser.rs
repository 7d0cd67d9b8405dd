//! A browser without script, that can also call what scripts call.

use std::{collections::BTreeMap, net::SocketAddr, time::Duration};

use domain::Code;
use serde_json::Value;
use ureq::{
    Agent,
    http::{HeaderMap, Request},
};

use crate::{Page, page::Form};

/// Somebody with a cookie jar and a page before them.
#[derive(Clone)]
pub struct Browser {
    agent: Agent,
    host: String,
    cookies: BTreeMap<String, String>,
    /// The name by which the server is reached, where that is not its address.
    pub name: Option<String>,
    /// What the person prefers, before there is an account that says so.
    pub languages: String,
    page: Page,
}

/// An answer as it came over the wire.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

/// More answers than this in a row are a loop.
const HOPS: usize = 8;
/// No answer takes this long; a hanging server fails its test by name.
const PATIENCE: Duration = Duration::from_mins(1);

impl Browser {
    pub fn new(server: SocketAddr) -> Self {
        let config = Agent::config_builder().max_redirects(0).max_redirects_will_error(false).http_status_as_error(false);
        // A connection per request: one that was kept could have been closed by a server that ended.
        let config = config.max_idle_connections(0);
        let agent = config.timeout_global(Some(PATIENCE)).build().new_agent();
        let page = Page::new("/".to_owned(), 0, String::new());
        Self { agent, host: server.to_string(), cookies: BTreeMap::new(), name: None, languages: "en".to_owned(), page }
    }

    /// The same person at another server, or at the same one after a restart.
    #[must_use]
    pub fn at(&self, server: SocketAddr) -> Self {
        Self { cookies: self.cookies.clone(), languages: self.languages.clone(), ..Self::new(server) }
    }

    /// The page that is shown.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// Goes to an address and wherever that leads.
    pub fn open(&mut self, path: &str) -> &Page {
        let reply = self.send("GET", path, &[("accept", "text/html"), ("sec-fetch-site", "none")], &[]);
        self.follow(path.to_owned(), reply)
    }

    /// Fills in the form with this action on the page that is shown, and sends it. Hidden fields that are given choose among
    /// several forms; everything else that is given is filled in, and the rest stays as the page has it.
    pub fn fill(&mut self, action: &str, given: &[(&str, &str)]) -> &Page {
        let form = self.page.form(action, given);
        let sent = form.filled(given);
        self.post_form(&form.action, &sent)
    }

    /// Sends a form as it stands, whatever is on the page.
    pub fn post_form(&mut self, action: &str, fields: &[(String, String)]) -> &Page {
        let body = encoded(fields.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let reply = self.post_page(action, "application/x-www-form-urlencoded", body.as_bytes());
        self.follow(action.to_owned(), reply)
    }

    /// Sends a file with the upload form on the page that is shown.
    pub fn upload(&mut self, action: &str, name: &str, bytes: &[u8]) -> &Page {
        let form: Form = self.page.form(action, &[]);
        assert!(form.multipart, "{action} takes no files");
        let field = form.controls.iter().find(|it| it.kind == "file").expect("a field for a file").name.clone();
        let (kind, body) = multipart(&field, name, bytes);
        let reply = self.post_page(action, &kind, &body);
        self.follow(action.to_owned(), reply)
    }

    /// Posts as a form on the shown page does, and gives the answer itself.
    pub fn post_page(&mut self, action: &str, kind: &str, body: &[u8]) -> Reply {
        let referer = format!("http://{}{}", self.host, self.page.url);
        let origin = format!("http://{}", self.host);
        let headers = [
            ("accept", "text/html"),
            ("content-type", kind),
            ("referer", &referer),
            ("origin", &origin),
            ("sec-fetch-site", "same-origin"),
        ];
        self.send("POST", action, &headers, body)
    }

    /// Calls a server function as a script does: `compare/show`.
    pub fn ask(&mut self, function: &str, arguments: &[(&str, &str)]) -> Reply {
        let path = format!("/api/ui/{function}?{}", encoded(arguments.iter().copied()));
        self.get(&path)
    }

    /// The same for one that changes something.
    pub fn call(&mut self, function: &str, arguments: &[(&str, &str)]) -> Reply {
        let body = encoded(arguments.iter().copied());
        let headers =
            [("accept", "application/json"), ("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
        self.send("POST", &format!("/api/ui/{function}"), &headers, body.as_bytes())
    }

    pub fn get(&mut self, path: &str) -> Reply {
        self.send("GET", path, &[("accept", "application/json"), ("sec-fetch-site", "same-origin")], &[])
    }

    pub fn json(&mut self, method: &str, path: &str, body: &Value) -> Reply {
        let headers = [("accept", "application/json"), ("content-type", "application/json"), ("sec-fetch-site", "same-origin")];
        self.send(method, path, &headers, body.to_string().as_bytes())
    }

    /// One request, with the cookies and nothing else of its own.
    pub fn send(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        self.try_send(method, path, headers, body).unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    /// The same where the server may be gone.
    ///
    /// # Errors
    /// There was no answer.
    pub fn try_send(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Result<Reply, ureq::Error> {
        let mut request = Request::builder().method(method).uri(format!("http://{}{path}", self.host));
        if !headers.iter().any(|(name, _)| *name == "accept-language") {
            request = request.header("accept-language", &self.languages);
        }
        if let Some(name) = &self.name {
            request = request.header("host", name);
        }
        if !self.cookies.is_empty() {
            request = request.header("cookie", self.cookie());
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = if body.is_empty() && method == "GET" {
            self.agent.run(request.body(()).expect("a request"))
        } else {
            self.agent.run(request.body(body).expect("a request"))
        };
        let (head, mut body) = response?.into_parts();
        let bytes = body.with_config().limit(64 * 1024 * 1024).read_to_vec()?;
        for cookie in head.headers.get_all("set-cookie") {
            self.take_cookie(cookie.to_str().expect("a cookie in letters"));
        }
        Ok(Reply { status: head.status.as_u16(), headers: head.headers, bytes })
    }

    /// A body that is read as it comes.
    pub(crate) fn stream(&self, path: &str, headers: &[(&str, &str)]) -> ureq::BodyReader<'static> {
        let mut request = Request::builder().method("GET").uri(format!("http://{}{path}", self.host)).header("cookie", self.cookie());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self.agent.run(request.body(()).expect("a request")).expect("answers");
        assert_eq!(response.status().as_u16(), 200, "{path}");
        response.into_body().into_reader()
    }

    /// The cookies as a request carries them.
    pub fn cookie(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn take_cookie(&mut self, cookie: &str) {
        let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
        let (name, value) = pair.split_once('=').expect("a name and a value");
        let over = attributes.to_lowercase().contains("max-age=0");
        if over || value.is_empty() {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }

    fn follow(&mut self, mut path: String, mut reply: Reply) -> &Page {
        for _ in 0..HOPS {
            if !(300..400).contains(&reply.status) {
                self.page = Page::new(path, reply.status, reply.text());
                return &self.page;
            }
            path = reply.location();
            reply = self.send("GET", &path, &[("accept", "text/html"), ("sec-fetch-site", "same-origin")], &[]);
        }
        panic!("{path} leads in circles")
    }
}

impl Reply {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn data(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{} is no JSON: {error}\n{}", self.status, self.text()))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Where it sends one to, on this server.
    pub fn location(&self) -> String {
        let to = self.header("location");
        assert!(to.starts_with('/') && !to.starts_with("//"), "{} leads to {to:?}", self.status);
        to.to_owned()
    }

    /// Fails unless it did what was asked.
    pub fn done(&self) -> &Self {
        assert!((200..300).contains(&self.status), "{}: {}", self.status, self.text());
        self
    }

    /// Fails unless it was refused for this reason, with the status that belongs to it.
    pub fn refused(&self, code: Code) -> &Self {
        assert_eq!(
            (self.status, self.text().contains(&quoted(code))),
            (code.status(), true),
            "{code:?} expected: {} {}",
            self.status,
            self.text()
        );
        assert_eq!(self.data()["code"], key(code));
        self
    }

    /// Fails unless these fields, and no others, were refused for these reasons.
    pub fn faults(&self, expected: &[(&str, Code)]) -> &Self {
        self.refused(Code::Invalid);
        let data = self.data();
        let text = |it: &Value| it.as_str().unwrap_or_default().to_owned();
        let found: Vec<(String, String)> =
            data["faults"].as_array().into_iter().flatten().map(|it| (text(&it["place"]), text(&it["code"]))).collect();
        let expected: Vec<(String, String)> = expected.iter().map(|(place, code)| ((*place).to_owned(), key(*code))).collect();
        assert_eq!(found, expected);
        self
    }
}

fn quoted(code: Code) -> String {
    format!("\"{}\"", key(code))
}

/// A code as it is on the wire.
pub(crate) fn key(code: Code) -> String {
    serde_json::to_value(code).ok().and_then(|value| value.as_str().map(str::to_owned)).expect("a word")
}

/// `application/x-www-form-urlencoded`
pub fn encoded<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let escape = |text: &str| -> String {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
        text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
    };
    fields.map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect::<Vec<_>>().join("&")
}

fn multipart(field: &str, name: &str, bytes: &[u8]) -> (String, Vec<u8>) {
    let edge = "----maatstaf-edge-6d61";
    let head =
        format!("--{edge}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n");
    let body = [head.as_bytes(), bytes, format!("\r\n--{edge}--\r\n").as_bytes()].concat();
    (format!("multipart/form-data; boundary={edge}"), body)
}
