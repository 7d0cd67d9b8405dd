//! A stream of events, read as it comes.

use std::io::{BufRead, BufReader};

use ureq::BodyReader;

use crate::Browser;

/// Somebody who looks on.
pub struct Events {
    lines: BufReader<BodyReader<'static>>,
    /// The id of the last event.
    pub last_id: String,
}

impl Browser {
    /// Looks on from now.
    pub fn events(&self, path: &str) -> Events {
        self.events_after(path, "")
    }

    /// Comes back after this event.
    pub fn events_after(&self, path: &str, last: &str) -> Events {
        let mut headers = vec![("accept", "text/event-stream"), ("sec-fetch-site", "same-origin")];
        if !last.is_empty() {
            headers.push(("last-event-id", last));
        }
        let body = self.stream(path, &headers);
        Events { lines: BufReader::new(body), last_id: String::new() }
    }
}

impl Events {
    /// The name of the next event, however long that takes; `None` when the stream has ended.
    pub fn next_event(&mut self) -> Option<String> {
        let mut name = None;
        loop {
            let mut line = String::new();
            if self.lines.read_line(&mut line).unwrap_or(0) == 0 {
                return None;
            }
            let line = line.trim_end();
            if let Some(event) = line.strip_prefix("event: ") {
                name = Some(event.to_owned());
            } else if let Some(id) = line.strip_prefix("id: ") {
                id.clone_into(&mut self.last_id);
            } else if line.is_empty() && name.is_some() {
                return name;
            }
        }
    }

    /// The same of a stream that goes on.
    pub fn next_name(&mut self) -> String {
        self.next_event().expect("the stream goes on")
    }
}
