//! The structure of a document as a screen reader sees it: a tree of headings, paragraphs, lists, tables and figures.

use domain::Lang;

/// A structure type of ISO 32000-1, 14.8.4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Document,
    H1,
    H2,
    H3,
    P,
    L,
    Li,
    Lbl,
    LBody,
    Table,
    Tr,
    /// Head of a column.
    ThColumn,
    /// Head of a row.
    ThRow,
    Td,
    Figure,
    Link,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// A part of the same document, by name.
    Part(String),
    Address(String),
}

impl Role {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Document => "Document",
            Self::H1 => "H1",
            Self::H2 => "H2",
            Self::H3 => "H3",
            Self::P => "P",
            Self::L => "L",
            Self::Li => "LI",
            Self::Lbl => "Lbl",
            Self::LBody => "LBody",
            Self::Table => "Table",
            Self::Tr => "TR",
            Self::ThColumn | Self::ThRow => "TH",
            Self::Td => "TD",
            Self::Figure => "Figure",
            Self::Link => "Link",
        }
    }

    /// Of a table head, what it is the head of.
    pub(crate) const fn scope(self) -> Option<&'static str> {
        match self {
            Self::ThColumn => Some("Column"),
            Self::ThRow => Some("Row"),
            _ => None,
        }
    }
}

/// An element of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NodeId(usize);

/// What an element holds, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kid {
    Node(NodeId),
    /// Marked content on a page, by the page's index and its number there.
    Content {
        page: usize,
        mark: usize,
    },
    /// What can be clicked of a link on a page, by its number in the document.
    Annotation {
        page: usize,
        number: usize,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) role: Role,
    pub(crate) parent: Option<NodeId>,
    pub(crate) kids: Vec<Kid>,
    /// Of a figure, what it shows.
    pub(crate) alt: Option<String>,
    /// When it is in another language than the document.
    pub(crate) lang: Option<Lang>,
    /// Of a link, where it leads.
    pub(crate) target: Option<Target>,
}

impl Node {
    const fn new(role: Role, parent: Option<NodeId>) -> Self {
        Self { role, parent, kids: Vec::new(), alt: None, lang: None, target: None }
    }
}

/// The tree; its root is the document.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
}

impl Default for Tree {
    fn default() -> Self {
        Self { nodes: vec![Node::new(Role::Document, None)] }
    }
}

impl Tree {
    pub(crate) const ROOT: NodeId = NodeId(0);

    /// A new last element of `parent`.
    pub(crate) fn add(&mut self, parent: NodeId, role: Role) -> NodeId {
        let id = NodeId(self.nodes.len());
        self.nodes.push(Node::new(role, Some(parent)));
        self.hold(parent, Kid::Node(id));
        id
    }

    pub(crate) fn add_in(&mut self, parent: NodeId, role: Role, lang: Option<Lang>) -> NodeId {
        let id = self.add(parent, role);
        if let Some(node) = self.nodes.get_mut(id.0) {
            node.lang = lang;
        }
        id
    }

    pub(crate) fn add_figure(&mut self, parent: NodeId, alt: &str) -> NodeId {
        let id = self.add(parent, Role::Figure);
        if let Some(node) = self.nodes.get_mut(id.0) {
            node.alt = Some(alt.to_owned());
        }
        id
    }

    pub(crate) fn add_link(&mut self, parent: NodeId, target: Target) -> NodeId {
        let id = self.add(parent, Role::Link);
        if let Some(node) = self.nodes.get_mut(id.0) {
            node.target = Some(target);
        }
        id
    }

    /// Puts a kid at the end of an element.
    pub(crate) fn hold(&mut self, node: NodeId, kid: Kid) {
        if let Some(node) = self.nodes.get_mut(node.0) {
            node.kids.push(kid);
        }
    }

    /// Where a link leads; `None` for what is no link.
    pub(crate) fn target(&self, node: NodeId) -> Option<&Target> {
        self.nodes.get(node.0).and_then(|node| node.target.as_ref())
    }

    pub(crate) fn role(&self, node: NodeId) -> Role {
        self.nodes.get(node.0).map_or(Role::Document, |node| node.role)
    }

    /// In the order they were made; the root first.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.nodes.iter().enumerate().map(|(index, node)| (NodeId(index), node))
    }

    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }
}

impl NodeId {
    pub(crate) const fn index(self) -> usize {
        self.0
    }
}
