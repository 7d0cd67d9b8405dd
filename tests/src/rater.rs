//! A rater whose browser runs the script: entries go to the ledger, drafts beside it.

use std::sync::atomic::{AtomicU64, Ordering};

use domain::Code;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{Browser, Reply, browser::key};

/// An id that no other entry of this test has.
pub fn id() -> String {
    static IDS: AtomicU64 = AtomicU64::new(1);
    Uuid::from_u64_pair(u64::from(std::process::id()), IDS.fetch_add(1, Ordering::Relaxed)).to_string()
}

/// One person in one interview.
#[derive(Clone)]
pub struct Rater {
    pub browser: Browser,
    pub interview: String,
    /// What is rated, in the order of the page.
    pub items: Vec<String>,
}

/// What is rated of a competency: its questions, or all of it.
fn items(competency: &Value) -> Vec<String> {
    let id = |of: &Value| of["id"].as_str().expect("an id").to_owned();
    if competency["rated_whole"] == true {
        vec![id(competency)]
    } else {
        competency["questions"].as_array().into_iter().flatten().map(id).collect()
    }
}

impl Rater {
    pub fn new(mut browser: Browser, interview: &str) -> Self {
        let shown = browser.ask("interview/show", &[("interview", interview)]);
        let document = shown.done().data()["view"]["document"].clone();
        let items = document["competencies"].as_array().into_iter().flatten().flat_map(items).collect();
        Self { browser, interview: interview.to_owned(), items }
    }

    pub fn entry(&self, kind: &str, item: Option<&str>, fields: &Value) -> Value {
        let mut said = fields.as_object().cloned().unwrap_or_default();
        said.insert("kind".into(), kind.into());
        said.extend(item.map(|item| ("item".to_owned(), item.into())));
        json!({ "id": id(), "client_at": 1_700_000_000_000_i64, "said": said })
    }

    /// As the script of the first version sends it, of which a page may still be open and an outbox full.
    pub fn entry_of_the_first_version(&self, kind: &str, item: Option<&str>, payload: &Value) -> Value {
        json!({ "id": id(), "kind": kind, "item": item, "payload": payload, "client_at": 1_700_000_000_000_i64 })
    }

    pub fn rated(&self, item: usize, level: u8) -> Value {
        self.entry("rated", Some(&self.items[item]), &json!({ "level": level }))
    }

    pub fn noted(&self, item: usize, text: &str) -> Value {
        self.entry("noted", Some(&self.items[item]), &json!({ "note": id(), "text": text }))
    }

    /// The word that there was nothing to note: evidence comes before a level.
    pub fn no_evidence(&self, item: usize) -> Value {
        self.entry("no_evidence", Some(&self.items[item]), &json!({}))
    }

    /// Levels of the first items, each after the word that there was nothing to note.
    pub fn levels(&self, levels: &[u8]) -> Vec<Value> {
        levels.iter().enumerate().flat_map(|(item, level)| [self.no_evidence(item), self.rated(item, *level)]).collect()
    }

    /// How they know the candidate: not at all.
    pub fn declared(&self) -> Value {
        self.entry("declared", None, &json!({ "relation": "" }))
    }

    pub fn submitted(&self) -> Value {
        self.entry("submitted", None, &Value::Null)
    }

    pub fn send(&mut self, entries: &[Value]) -> Reply {
        let path = format!("/api/v1/interviews/{}/ledger", self.interview);
        self.browser.json("POST", &path, &json!({ "sent_at": 1_700_000_000_500_i64, "entries": entries }))
    }

    /// Sends entries, and fails unless each is on disk.
    pub fn store(&mut self, entries: &[Value]) {
        let reply = self.send(entries);
        assert_eq!(answers(&reply), vec!["stored".to_owned(); entries.len()]);
    }

    /// Rates every item with this level, with a note at the first, and submits.
    pub fn finish(&mut self, level: u8, note: &str) {
        let mut entries = self.levels(&vec![level; self.items.len()]);
        entries.push(self.noted(0, note));
        entries.extend([self.declared(), self.submitted()]);
        self.store(&entries);
    }

    pub fn draft(&mut self, item: usize, note: &str, text: &str) -> Reply {
        let path = format!("/api/v1/interviews/{}/draft", self.interview);
        let body = json!({ "note": note, "item": self.items[item], "step": null, "text": text });
        self.browser.json("PUT", &path, &body)
    }

    /// What is stored of this rater: the sheet as the page gets it.
    pub fn sheet(&mut self) -> Value {
        let interview = self.interview.clone();
        self.browser.ask("interview/show", &[("interview", &interview)]).done().data()["view"]["mine"].clone()
    }
}

/// The answers to what was sent: `stored`, `duplicate`, or the code it was refused with.
pub fn answers(reply: &Reply) -> Vec<String> {
    let data = reply.done().data();
    let answers = data["answers"].as_array().unwrap_or_else(|| panic!("no answers: {data}"));
    answers.iter().map(|it| it["code"].as_str().or(it["answer"].as_str()).unwrap_or_default().to_owned()).collect()
}

/// Fails unless every entry was refused for this reason.
pub fn all_refused(reply: &Reply, code: Code) {
    let answers = answers(reply);
    assert!(!answers.is_empty() && answers.iter().all(|it| *it == key(code)), "{code:?} expected: {answers:?}");
}
