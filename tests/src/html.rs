//! HTML as a tree: enough to find forms and to read what a page says.

use std::collections::BTreeMap;

use html5gum::{DefaultEmitter, Token, Tokenizer};

/// An element with what is in it.
#[derive(Debug, Clone, Default)]
pub struct Element {
    pub name: String,
    attributes: BTreeMap<String, String>,
    inside: Vec<Inside>,
}

#[derive(Debug, Clone)]
enum Inside {
    Element(Element),
    Text(String),
}

/// Elements that hold nothing and have no end.
const VOID: [&str; 8] = ["br", "hr", "img", "input", "link", "meta", "source", "wbr"];

impl Element {
    /// Reads a document. What is never closed ends where its parent ends.
    pub fn parse(html: &str) -> Self {
        let mut emitter = DefaultEmitter::default();
        // Inside a script or a text area there are no tags.
        emitter.naively_switch_states(true);
        let mut open = vec![Self::default()];
        for token in Tokenizer::new_with_emitter(html, emitter).flatten() {
            match token {
                Token::StartTag(tag) => {
                    let name = text(&tag.name);
                    let attributes = tag.attributes.iter().map(|(name, value)| (text(name), text(value))).collect();
                    let void = tag.self_closing || VOID.contains(&name.as_str());
                    open.push(Self { name, attributes, inside: Vec::new() });
                    if void {
                        close(&mut open);
                    }
                }
                Token::EndTag(tag) => {
                    let name = text(&tag.name);
                    if open.iter().skip(1).any(|it| it.name == name) {
                        while close(&mut open) != name {}
                    }
                }
                Token::String(string) => {
                    open.last_mut().expect("the document is always open").inside.push(Inside::Text(text(&string)));
                }
                _ => {}
            }
        }
        while open.len() > 1 {
            close(&mut open);
        }
        open.pop().expect("the document is always open")
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    pub fn has(&self, name: &str) -> bool {
        self.attributes.contains_key(name)
    }

    /// This one and every element in it, in the order of the page.
    pub fn all(&self) -> Vec<&Self> {
        let mut found = vec![self];
        for inside in &self.inside {
            if let Inside::Element(element) = inside {
                found.extend(element.all());
            }
        }
        found
    }

    /// Every element with this name.
    pub fn named(&self, name: &str) -> Vec<&Self> {
        self.all().into_iter().filter(|it| it.name == name).collect()
    }

    /// What can be read, with one space between words.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.read(&mut text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The text exactly as it stands, as a text area has it: the line break that a browser drops is dropped.
    pub fn verbatim(&self) -> String {
        let mut text = String::new();
        self.read(&mut text);
        text.strip_prefix('\n').map(str::to_owned).unwrap_or(text)
    }

    fn read(&self, to: &mut String) {
        if self.name == "script" || self.name == "style" || self.has("hidden") {
            return;
        }
        for inside in &self.inside {
            match inside {
                Inside::Text(text) => to.push_str(text),
                Inside::Element(element) => {
                    let apart = !["span", "strong", "code", "abbr", "a"].contains(&element.name.as_str());
                    if apart {
                        to.push(' ');
                    }
                    element.read(to);
                    if apart {
                        to.push(' ');
                    }
                }
            }
        }
    }
}

/// Puts the innermost open element into its parent, and gives its name.
fn close(open: &mut Vec<Element>) -> String {
    let element = open.pop().expect("something is open");
    let name = element.name.clone();
    open.last_mut().expect("the document is always open").inside.push(Inside::Element(element));
    name
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_as_a_browser_reads_it() {
        let page = Element::parse(
            "<!DOCTYPE html><p class=a>One &amp; <b>two</b><!-- no --><br>three<div hidden>never</div><script>'<p>'</script></p>",
        );
        assert_eq!(page.text(), "One & two three");
        assert_eq!(page.named("p")[0].attribute("class"), Some("a"));
        assert_eq!(page.named("p").len(), 1);
    }

    #[test]
    fn a_text_area_keeps_its_lines_and_holds_no_tags() {
        let page = Element::parse("<textarea name=x>\n\n a &lt;b&gt;<i></textarea><p>after</p>");
        assert_eq!(page.named("textarea")[0].verbatim(), "\n a <b><i>");
        assert_eq!(page.named("i").len(), 0);
        assert_eq!(page.named("p")[0].text(), "after");
    }
}
