//! Writes the file: fonts, pages, structure, bookmarks, metadata. The same input gives the same bytes.

mod links;
mod outline;

use domain::{Lang, time::Local};
use lopdf::{Dictionary, Object, ObjectId, SaveOptions, StringFormat, dictionary};
use printpdf::{PdfDocument, PdfFont, PdfSaveOptions};

use crate::{
    ReportError,
    draw::{self, Used},
    font::Fonts,
    layout::Laid,
    tags::{Kid, Node, NodeId, Tree},
};

/// About the file as a whole.
pub(crate) struct About {
    pub(crate) title: String,
    pub(crate) author: String,
    pub(crate) lang: Lang,
    pub(crate) at: Local,
}

/// The file.
pub(crate) fn write(mut laid: Laid, about: &About, fonts: &Fonts) -> Result<Vec<u8>, ReportError> {
    let mut used = Used::new();
    let (drawn, owners): (Vec<_>, Vec<_>) =
        laid.pages.iter().enumerate().map(|(index, page)| draw::page(page, index, laid.frame, &mut laid.tree, &mut used)).unzip();
    let links = links::find(&mut laid, fonts);

    let mut document = PdfDocument::new(&about.title);
    for (face, characters) in &used {
        document.resources.fonts.map.insert(face.id(), PdfFont::new(fonts.subset(*face, characters)?));
    }
    document.with_pages(drawn);
    let mut warnings = Vec::new();
    let mut file = document.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);

    file.version = "1.7".into();
    let page_ids: Vec<ObjectId> = file.get_pages().into_values().collect();
    let annotations = links::annotate(&mut file, &links, &laid, &page_ids);
    let root = structure(&mut file, &laid.tree, &Held { owners: &owners, links: &links, annotations: &annotations, pages: &page_ids });
    for (index, page) in page_ids.iter().enumerate() {
        let dictionary = file.get_dictionary_mut(*page)?;
        dictionary.set("StructParents", integer(index));
        dictionary.set("Tabs", "S");
        let own = links.iter().zip(&annotations).filter(|(link, _)| link.page == index).map(|(_, id)| Object::from(*id));
        let own: Vec<Object> = own.collect();
        if own.is_empty() {
            dictionary.remove(b"Annots");
        } else {
            dictionary.set("Annots", own);
        }
    }
    let outline = outline::write(&mut file, &laid.bookmarks, laid.frame, &page_ids);
    let catalog = file.catalog_mut()?;
    catalog.set("StructTreeRoot", root);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("Lang", Object::string_literal(about.lang.tag()));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
    }
    information(&mut file, about)?;

    file.compress();
    let mut bytes = Vec::new();
    let options = SaveOptions::builder().use_object_streams(true).use_xref_streams(true).max_objects_per_stream(500).compression_level(9);
    file.save_with_options(&mut bytes, options.build())?;
    Ok(bytes)
}

/// What the structure points to.
struct Held<'a> {
    /// Per page, whose each marked content is.
    owners: &'a [Vec<NodeId>],
    links: &'a [links::Link],
    annotations: &'a [ObjectId],
    pages: &'a [ObjectId],
}

/// The tree as objects. Returns its root.
fn structure(file: &mut lopdf::Document, tree: &Tree, held: &Held<'_>) -> ObjectId {
    let root = file.new_object_id();
    let ids: Vec<ObjectId> = (0..tree.len()).map(|_| file.new_object_id()).collect();
    let id_of = |node: NodeId| ids.get(node.index()).copied().unwrap_or(root);
    for (node_id, node) in tree.nodes() {
        let parent = node.parent.map_or(root, id_of);
        file.set_object(id_of(node_id), element(node, parent, &id_of, held));
    }
    let numbers = held.owners.iter().enumerate().flat_map(|(page, owners)| {
        let owners: Vec<Object> = owners.iter().map(|node| id_of(*node).into()).collect();
        [integer(page), Object::Array(owners)]
    });
    let pages = held.owners.len();
    let links = held.links.iter().zip(pages..).flat_map(|(link, number)| [integer(number), id_of(link.node).into()]);
    let parents = dictionary! { "Nums" => numbers.chain(links).collect::<Vec<_>>() };
    let parents = file.add_object(parents);
    let top = id_of(Tree::ROOT);
    let next = integer(pages + held.links.len());
    let tree = dictionary! { "Type" => "StructTreeRoot", "K" => top, "ParentTree" => parents, "ParentTreeNextKey" => next };
    file.set_object(root, tree);
    root
}

fn element(node: &Node, parent: ObjectId, id_of: &impl Fn(NodeId) -> ObjectId, held: &Held<'_>) -> Dictionary {
    let page_id = |page: usize| held.pages.get(page).copied();
    let first_page = node.kids.iter().find_map(|kid| if let Kid::Content { page, .. } = kid { Some(*page) } else { None });
    let kids = node.kids.iter().map(|kid| match kid {
        Kid::Node(kid) => id_of(*kid).into(),
        Kid::Content { page, mark } if Some(*page) == first_page => integer(*mark),
        Kid::Content { page, mark } => {
            let mut reference = dictionary! { "Type" => "MCR", "MCID" => integer(*mark) };
            if let Some(page) = page_id(*page) {
                reference.set("Pg", page);
            }
            reference.into()
        }
        Kid::Annotation { page, number } => {
            let mut reference = dictionary! { "Type" => "OBJR" };
            if let (Some(object), Some(page)) = (held.annotations.get(*number), page_id(*page)) {
                reference.set("Obj", *object);
                reference.set("Pg", page);
            }
            reference.into()
        }
    });
    let mut element = dictionary! { "S" => node.role.name(), "P" => parent, "K" => kids.collect::<Vec<Object>>() };
    if let Some(page) = first_page.and_then(page_id) {
        element.set("Pg", page);
    }
    if let Some(scope) = node.role.scope() {
        element.set("A", dictionary! { "O" => "Table", "Scope" => scope });
    }
    if let Some(alt) = &node.alt {
        element.set("Alt", text_string(alt));
    }
    if let Some(lang) = node.lang {
        element.set("Lang", Object::string_literal(lang.tag()));
    }
    element
}

/// Title, author and date. What printpdf says of printing standards is left out: it makes readers call the file PDF/X.
fn information(file: &mut lopdf::Document, about: &About) -> Result<(), ReportError> {
    let at = Object::string_literal(date(about.at));
    let info = dictionary! {
        "Title" => text_string(&about.title),
        "Author" => text_string(&about.author),
        "Creator" => text_string("Maatstaf"),
        "Producer" => text_string("Maatstaf"),
        "CreationDate" => at.clone(),
        "ModDate" => at,
    };
    let id = file.trailer.get(b"Info").and_then(Object::as_reference)?;
    file.set_object(id, info);
    // Instead of printpdf's, which come from a process-wide counter.
    let name = format!("{:016x}", fingerprint(file));
    file.trailer.set("ID", vec![Object::string_literal(name.clone()), Object::string_literal(name)]);
    Ok(())
}

/// A number that differs between documents that differ: over all fonts and pages, in order.
fn fingerprint(file: &lopdf::Document) -> u64 {
    let streams = file.objects.values().filter_map(|object| object.as_stream().ok()).flat_map(|stream| &stream.content);
    streams.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// `D:20261122140500`, on the organisation's clock.
fn date(at: Local) -> String {
    format!("D:{:04}{:02}{:02}{:02}{:02}00", at.year, at.month, at.day, at.hour, at.minute)
}

/// A text outside the pages: plain where that is enough, else UTF-16.
fn text_string(text: &str) -> Object {
    if text.chars().all(|c| (' '..='~').contains(&c)) {
        return Object::string_literal(text);
    }
    let bytes = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    Object::String(bytes, StringFormat::Hexadecimal)
}

fn integer(value: usize) -> Object {
    Object::Integer(i64::try_from(value).unwrap_or(i64::MAX))
}
