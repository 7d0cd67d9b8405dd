//! A page: what it says, and the forms on it.

use std::collections::BTreeMap;

use domain::{Code, Lang};

use crate::html::Element;

/// What came back when a page was asked for.
#[derive(Debug, Clone)]
pub struct Page {
    /// Path and query where it was found, after every redirect.
    pub url: String,
    pub status: u16,
    pub html: String,
    document: Element,
}

/// A form with what is filled in already.
#[derive(Debug, Clone)]
pub struct Form {
    pub action: String,
    pub multipart: bool,
    pub controls: Vec<Control>,
}

/// One field, box, choice or button of a form.
#[derive(Debug, Clone)]
pub struct Control {
    /// As in HTML: `text`, `hidden`, `radio`, `checkbox`, `file`; and `textarea`, `select`, `submit`.
    pub kind: String,
    pub name: String,
    pub value: String,
    /// Whether a box is ticked; true for what has no tick.
    pub on: bool,
    /// What a `select` lets one choose.
    pub options: Vec<String>,
}

impl Page {
    pub(crate) fn new(url: String, status: u16, html: String) -> Self {
        let document = Element::parse(&html);
        Self { url, status, html, document }
    }

    pub fn document(&self) -> &Element {
        &self.document
    }

    /// Everything a reader sees.
    pub fn text(&self) -> String {
        self.document.named("body").first().map(|body| body.text()).unwrap_or_default()
    }

    /// Fails unless the page says this.
    pub fn says(&self, words: &str) -> &Self {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(self.text().contains(&words), "{} ({}) does not say {words:?}:\n{}", self.url, self.status, self.text());
        self
    }

    /// Fails when the page says this.
    pub fn never_says(&self, words: &str) -> &Self {
        assert!(!self.html.contains(words), "{} ({}) says {words:?}:\n{}", self.url, self.status, self.text());
        self
    }

    /// Fails unless the page says what this code means, in the page's own language.
    pub fn says_code(&self, code: Code, about: &str) -> &Self {
        self.says(&text::errors::say(self.lang(), code, about))
    }

    pub fn lang(&self) -> Lang {
        let tag = self.document.named("html").first().and_then(|html| html.attribute("lang")).unwrap_or_default();
        tag.parse().unwrap_or_else(|_| panic!("{} is in no language of ours: {tag:?}\n{}", self.url, self.html))
    }

    /// The fields that the page calls wrong, with why.
    pub fn faults(&self) -> BTreeMap<String, String> {
        let marked = self.document.all().into_iter().filter_map(|it| Some((it.attribute("data-fault")?.to_owned(), it.text())));
        marked.filter(|(_, why)| !why.is_empty()).collect()
    }

    /// What the page warns of: every visible alert that is not empty.
    pub fn alerts(&self) -> Vec<String> {
        let alerts = self.document.all().into_iter().filter(|it| it.attribute("role") == Some("alert"));
        alerts.map(Element::text).filter(|words| !words.is_empty()).collect()
    }

    /// Where its links go.
    pub fn links(&self) -> Vec<String> {
        self.document.named("a").into_iter().filter_map(|a| a.attribute("href")).map(str::to_owned).collect()
    }

    /// Where the one link goes whose address has this in it.
    pub fn link(&self, part: &str) -> String {
        self.links().into_iter().find(|it| it.contains(part)).unwrap_or_else(|| panic!("{} has no link with {part:?}", self.url))
    }

    pub fn forms(&self) -> Vec<Form> {
        self.document.named("form").into_iter().map(Form::read).collect()
    }

    /// The form with this action in which every hidden field that is given has the given value.
    pub fn form(&self, action: &str, given: &[(&str, &str)]) -> Form {
        let fits = |form: &Form| {
            form.action == action
                && form.controls.iter().filter(|it| it.kind == "hidden").all(|hidden| {
                    let mut wanted = given.iter().filter(|(name, _)| *name == hidden.name).peekable();
                    wanted.peek().is_none() || wanted.any(|(_, value)| *value == hidden.value)
                })
        };
        let alerts = self.alerts();
        self.forms().into_iter().find(fits).unwrap_or_else(|| {
            panic!("{} ({}) has no form to {action} with {given:?}; alerts {alerts:?}\n{}", self.url, self.status, self.text())
        })
    }
}

impl Form {
    fn read(form: &Element) -> Self {
        Self {
            action: form.attribute("action").unwrap_or_default().to_owned(),
            multipart: form.attribute("enctype") == Some("multipart/form-data"),
            controls: form.all().into_iter().filter_map(Control::read).collect(),
        }
    }

    /// What a browser sends when these fields are filled in like this. A field that the form has not is a mistake, and so
    /// is a choice that it does not give.
    pub fn filled(&self, given: &[(&str, &str)]) -> Vec<(String, String)> {
        for (name, value) in given {
            let mut these = self.controls.iter().filter(|it| it.name == *name).peekable();
            assert!(these.peek().is_some(), "the form to {} has no field {name:?}", self.action);
            assert!(these.any(|it| it.takes(value)), "the form to {} does not take {value:?} as {name:?}", self.action);
        }
        let mut sent = Vec::new();
        let mut used = vec![false; given.len()];
        for control in &self.controls {
            let mut wanted = given.iter().enumerate().filter(|(_, (name, _))| *name == control.name);
            match control.kind.as_str() {
                "submit" | "radio" | "checkbox" => {
                    let named = given.iter().any(|(name, _)| *name == control.name);
                    let chosen = wanted.any(|(_, (_, value))| *value == control.value);
                    if chosen || (!named && control.on) {
                        sent.push((control.name.clone(), control.value.clone()));
                    }
                }
                "file" => {}
                // Several fields of one name are filled in the order in which they are given.
                _ => {
                    let next = wanted.find(|(at, _)| !used[*at]);
                    if let Some((at, _)) = next {
                        used[at] = true;
                    }
                    sent.push((control.name.clone(), next.map_or_else(|| control.value.clone(), |(_, (_, value))| (*value).to_owned())));
                }
            }
        }
        sent
    }

    /// What is filled in under this name.
    pub fn value(&self, name: &str) -> String {
        let field = self.controls.iter().find(|it| it.name == name && it.on);
        field.map_or_else(|| panic!("the form to {} has no {name:?}", self.action), |it| it.value.clone())
    }

    /// The values that the boxes, buttons or options of this name stand for.
    pub fn choices(&self, name: &str) -> Vec<String> {
        let these = self.controls.iter().filter(|it| it.name == name);
        these
            .flat_map(|it| if it.kind == "select" { it.options.clone() } else { vec![it.value.clone()] })
            .filter(|it| !it.is_empty())
            .collect()
    }
}

impl Control {
    fn read(element: &Element) -> Option<Self> {
        let attribute = |name| element.attribute(name).unwrap_or_default().to_owned();
        let name = attribute("name");
        if name.is_empty() || element.has("disabled") {
            return None;
        }
        let mut control = Self { kind: element.name.clone(), name, value: attribute("value"), on: true, options: Vec::new() };
        match element.name.as_str() {
            "input" => {
                element.attribute("type").unwrap_or("text").clone_into(&mut control.kind);
                if control.kind == "radio" || control.kind == "checkbox" {
                    control.on = element.has("checked");
                }
            }
            "button" => {
                "submit".clone_into(&mut control.kind);
                // A button is only sent when it is the one that was pressed.
                control.on = false;
            }
            "textarea" => control.value = element.verbatim(),
            "select" => {
                let options = element.named("option");
                control.options = options.iter().map(|it| it.attribute("value").unwrap_or_default().to_owned()).collect();
                let chosen = options.iter().find(|it| it.has("selected")).or(options.first());
                chosen.and_then(|it| it.attribute("value")).unwrap_or_default().clone_into(&mut control.value);
            }
            _ => return None,
        }
        Some(control)
    }

    fn takes(&self, value: &str) -> bool {
        match self.kind.as_str() {
            "select" => self.options.iter().any(|it| it == value),
            "radio" | "checkbox" | "submit" | "hidden" => self.value == value,
            _ => true,
        }
    }
}
