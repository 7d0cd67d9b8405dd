//! The structure tree (ISO 32000-1, 14.7), written as text into object streams at the end of a finished file.

use std::fmt::Write as _;

use lopdf::{Dictionary, Object, ObjectId};

use super::{links::Link, pack::Packer, utf_16};
use crate::{
    ReportError,
    tags::{Kid, Node, NodeId, Tree},
};

/// Objects per stream.
const TOGETHER: usize = 400;

/// What the structure points to.
pub(super) struct Held<'a> {
    /// Per page, whose each marked content is.
    pub(super) owners: &'a [Vec<NodeId>],
    pub(super) links: &'a [Link],
    pub(super) annotations: &'a [ObjectId],
    pub(super) pages: &'a [ObjectId],
}

/// Where an object is.
enum Place {
    /// At this byte.
    At(usize),
    /// In this stream, as its nth.
    In(u32, usize),
}

/// Objects with consecutive numbers, written after what is there.
struct Update<'a> {
    out: &'a mut Vec<u8>,
    /// The number of the first.
    first: u32,
    places: Vec<Place>,
    packer: &'a mut Packer,
}

/// Adds the tree to a file; its root gets the number `first`, and its elements those after it.
pub(super) fn append(
    out: &mut Vec<u8>,
    trailer: &Dictionary,
    first: u32,
    tree: &Tree,
    held: &Held<'_>,
    packer: &mut Packer,
) -> Result<(), ReportError> {
    let previous = startxref(out).ok_or_else(|| std::io::Error::other("lopdf wrote no index"))?;
    let element = first + 1;
    let id_of = |node: NodeId| element + number(node.index());
    let parents = element + number(tree.len());
    let next = held.pages.len() + held.links.len();
    let root = format!("<</Type/StructTreeRoot/K {} 0 R/ParentTree {parents} 0 R/ParentTreeNextKey {next}>>", id_of(Tree::ROOT));
    let elements = tree.nodes().map(|(_, node)| text_of(node, node.parent.map_or(first, id_of), &id_of, held));
    let all = std::iter::once(root).chain(elements).chain(std::iter::once(parent_tree(held, &id_of)));
    let count = tree.len() + 2;
    let mut update = Update { out, first, places: Vec::with_capacity(count + count / TOGETHER + 2), packer };
    let stream_of = |index: usize| first + number(count + index / TOGETHER);
    update.places.extend((0..count).map(|index| Place::In(stream_of(index), index % TOGETHER)));
    let mut together = Vec::with_capacity(TOGETHER);
    for (number, object) in (first..).zip(all) {
        together.push((number, object));
        if together.len() == TOGETHER {
            update.object_stream(&together);
            together.clear();
        }
    }
    if !together.is_empty() {
        update.object_stream(&together);
    }
    update.finish(trailer, previous)
}

impl Update<'_> {
    fn object_stream(&mut self, objects: &[(u32, String)]) {
        let (mut index, mut texts) = (String::new(), String::new());
        for (number, text) in objects {
            let _ = write!(index, "{number} {} ", texts.len());
            texts.push_str(text);
            texts.push('\n');
        }
        let dictionary = format!("/Type/ObjStm/N {}/First {}", objects.len(), index.len());
        self.stream(&dictionary, (index + &texts).as_bytes());
    }

    fn stream(&mut self, dictionary: &str, content: &[u8]) {
        let id = self.first + number(self.places.len());
        self.places.push(Place::At(self.out.len()));
        let content = self.packer.pack(content);
        self.out.extend(format!("{id} 0 obj\n<<{dictionary}/Filter/FlateDecode/Length {}>>stream\n", content.len()).bytes());
        self.out.extend(content);
        self.out.extend(b"\nendstream\nendobj\n");
    }

    /// Writes where everything is.
    fn finish(mut self, trailer: &Dictionary, previous: usize) -> Result<(), ReportError> {
        let (at, count) = (self.out.len(), self.places.len() + 1);
        self.places.push(Place::At(at));
        let mut rows = Vec::with_capacity(count * 9);
        for place in &self.places {
            let (kind, value, nth) = match place {
                Place::At(at) => (1, number(*at), 0),
                Place::In(stream, nth) => (2, *stream, number(*nth)),
            };
            rows.push(kind);
            rows.extend(value.to_be_bytes());
            rows.extend(nth.to_be_bytes());
        }
        let reference = |key: &[u8]| trailer.get(key).and_then(Object::as_reference);
        let (root, info) = (reference(b"Root")?.0, reference(b"Info")?.0);
        let id = trailer.get(b"ID").and_then(Object::as_array)?.first().map(Object::as_str).transpose()?.unwrap_or_default();
        let id = String::from_utf8_lossy(id).into_owned();
        let (first, size) = (self.first, self.first + number(count));
        self.places.pop();
        self.stream(
            &format!(
                "/Type/XRef/Size {size}/Index[{first} {count}]/W[1 4 4]/Prev {previous}/Root {root} 0 R/Info {info} 0 R/ID[({id})({id})]"
            ),
            &rows,
        );
        self.out.extend(format!("startxref\n{at}\n%%EOF\n").bytes());
        Ok(())
    }
}

/// Where the file says that its last index is.
fn startxref(file: &[u8]) -> Option<usize> {
    let tail = file.get(file.len().saturating_sub(64)..)?;
    let text = String::from_utf8_lossy(tail);
    text.rsplit_once("startxref")?.1.split_whitespace().next()?.parse().ok()
}

fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

fn text_of(node: &Node, parent: u32, id_of: &impl Fn(NodeId) -> u32, held: &Held<'_>) -> String {
    let page_id = |page: usize| held.pages.get(page).map_or(0, |id| id.0);
    let first_page = node.kids.iter().find_map(|kid| if let Kid::Content { page, .. } = kid { Some(*page) } else { None });
    let mut text = format!("<</S/{}/P {parent} 0 R", node.role.name());
    if let Some(page) = first_page {
        let _ = write!(text, "/Pg {} 0 R", page_id(page));
    }
    text.push_str("/K[");
    for kid in &node.kids {
        let _ = match kid {
            Kid::Node(kid) => write!(text, "{} 0 R ", id_of(*kid)),
            Kid::Content { page, mark } if Some(*page) == first_page => write!(text, "{mark} "),
            Kid::Content { page, mark } => write!(text, "<</Type/MCR/Pg {} 0 R/MCID {mark}>>", page_id(*page)),
            Kid::Annotation { page, number } => {
                let object = held.annotations.get(*number).map_or(0, |id| id.0);
                write!(text, "<</Type/OBJR/Obj {object} 0 R/Pg {} 0 R>>", page_id(*page))
            }
        };
    }
    text.push(']');
    if let Some(scope) = node.role.scope() {
        let _ = write!(text, "/A<</O/Table/Scope/{scope}>>");
    }
    if let Some(alt) = &node.alt {
        text.push_str("/Alt");
        write_text(&mut text, alt);
    }
    if let Some(lang) = node.lang {
        let _ = write!(text, "/Lang({})", lang.tag());
    }
    text.push_str(">>");
    text
}

/// A text in a dictionary: plain where that is enough, else UTF-16.
fn write_text(out: &mut String, text: &str) {
    if text.chars().all(|c| (' '..='~').contains(&c) && !"()\\".contains(c)) {
        let _ = write!(out, "({text})");
        return;
    }
    out.push('<');
    for byte in utf_16(text) {
        let _ = write!(out, "{byte:02X}");
    }
    out.push('>');
}

/// From a page and the number of its marked content, or from an annotation, back to its element.
fn parent_tree(held: &Held<'_>, id_of: &impl Fn(NodeId) -> u32) -> String {
    let mut text = String::from("<</Nums[");
    for (page, owners) in held.owners.iter().enumerate() {
        let _ = write!(text, "{page}[");
        for owner in owners {
            let _ = write!(text, "{} 0 R ", id_of(*owner));
        }
        text.push(']');
    }
    for (link, number) in held.links.iter().zip(held.pages.len()..) {
        let _ = write!(text, "{number} {} 0 R ", id_of(link.node));
    }
    text.push_str("]>>");
    text
}
