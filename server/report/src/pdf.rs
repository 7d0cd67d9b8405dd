//! Writes the file: fonts, pages, bookmarks, metadata; then the structure. The same input gives the same bytes.
//!
//! printpdf makes the file with its fonts, lopdf keeps and writes its objects. A page's operators are compressed as soon as the page
//! is full. The structure has dozens of elements per page, and would weigh ten times as much as objects in memory as it does
//! written: [`structure`] writes it as an incremental update (ISO 32000-1, 7.5.6) after everything else.

mod fonts;
mod links;
mod outline;
mod pack;
mod structure;

use domain::{Lang, time::Local};
use lopdf::{Document, Object, ObjectId, SaveOptions, Stream, StringFormat, dictionary};

use self::{links::Link, pack::Packer};
use crate::{
    About, ReportError, Setting,
    block::Block,
    clean, draw,
    font::{Fonts, Glyphs},
    furniture::Furniture,
    layout::{self, Frame, Laid},
    tags::{NodeId, Tree},
};

/// In the streams that lopdf writes.
const OBJECTS_TOGETHER: u32 = 500;

/// What was drawn.
#[derive(Default)]
struct Drawn {
    /// Per page its operators, compressed.
    pages: Vec<Vec<u8>>,
    /// Per page, whose each marked content is.
    owners: Vec<Vec<NodeId>>,
    links: Vec<Link>,
    glyphs: Glyphs,
}

/// Sets blocks on pages and writes the file.
pub(crate) fn write(blocks: Vec<Block>, about: &About, setting: Setting, fonts: &Fonts) -> Result<Vec<u8>, ReportError> {
    let Setting { lang, paper } = setting;
    let frame = Frame::of(paper);
    let mut drawn = Drawn::default();
    let (mut packer, mut operators) = (Packer::new(), Vec::new());
    let laid = layout::lay_out(blocks, frame, fonts, |page, tree| {
        let index = drawn.pages.len();
        links::find(page, index, tree, fonts, &mut drawn.links);
        let owners = draw::page(page, index, frame, tree, fonts, &mut drawn.glyphs, &mut operators);
        drawn.pages.push(packer.pack(&operators));
        drawn.owners.push(owners);
    });
    let title = clean::one_line(&about.title);
    let furniture = Furniture::new(&title, &about.foot, drawn.pages.len(), frame, lang, fonts);
    let feet: Vec<Vec<u8>> = (1..=drawn.pages.len())
        .map(|number| {
            let page = furniture.page(number);
            draw::page(&page, number - 1, frame, &mut Tree::default(), fonts, &mut drawn.glyphs, &mut operators);
            packer.pack(&operators)
        })
        .collect();
    let (mut file, resources) = fonts::file(fonts, &drawn.glyphs)?;
    let pages = write_pages(&mut file, resources, frame, std::mem::take(&mut drawn.pages), feet)?;
    finish(file, &Parts { laid: &laid, drawn: &drawn, pages: &pages, frame, title: &title, about, lang }, &mut packer)
}

fn stream(compressed: Vec<u8>) -> Stream {
    Stream::new(dictionary! { "Filter" => "FlateDecode" }, compressed).with_compression(false)
}

fn write_pages(
    file: &mut Document,
    resources: ObjectId,
    frame: Frame,
    pages: Vec<Vec<u8>>,
    feet: Vec<Vec<u8>>,
) -> Result<Vec<ObjectId>, ReportError> {
    let parent = file.catalog()?.get(b"Pages")?.as_reference()?;
    let size = |value: f32| Object::Real(value);
    let media: Vec<Object> = vec![0.into(), 0.into(), size(frame.width), size(frame.height)];
    let ids: Vec<ObjectId> = pages
        .into_iter()
        .zip(feet)
        .enumerate()
        .map(|(index, (page, foot))| {
            let contents: Vec<Object> = vec![file.add_object(stream(page)).into(), file.add_object(stream(foot)).into()];
            file.add_object(dictionary! {
                "Type" => "Page", "Parent" => parent, "MediaBox" => media.clone(), "Resources" => resources, "Contents" => contents,
                "StructParents" => integer(index), "Tabs" => "S",
            })
        })
        .collect();
    let kids: Vec<Object> = ids.iter().map(|id| (*id).into()).collect();
    file.set_object(parent, dictionary! { "Type" => "Pages", "Count" => integer(ids.len()), "Kids" => kids });
    Ok(ids)
}

/// What the file is made of, beside its fonts and pages.
struct Parts<'a> {
    laid: &'a Laid,
    drawn: &'a Drawn,
    pages: &'a [ObjectId],
    frame: Frame,
    title: &'a str,
    about: &'a About,
    lang: Lang,
}

fn finish(mut file: Document, parts: &Parts<'_>, packer: &mut Packer) -> Result<Vec<u8>, ReportError> {
    let Parts { laid, drawn, pages, frame, title, about, lang } = *parts;
    let annotations = links::annotate(&mut file, &drawn.links, laid, frame, pages);
    for (link, annotation) in drawn.links.iter().zip(&annotations) {
        let Some(page) = pages.get(link.page) else { continue };
        let page = file.get_dictionary_mut(*page)?;
        match page.get_mut(b"Annots").and_then(Object::as_array_mut) {
            Ok(others) => others.push((*annotation).into()),
            Err(_) => page.set("Annots", vec![Object::from(*annotation)]),
        }
    }
    let outline = outline::write(&mut file, &laid.bookmarks, frame, pages);
    // The structure itself comes after everything else; its root is the first number that lopdf leaves free, when it has numbered
    // the streams that it puts objects in.
    let root: ObjectId = (file.max_id + file.max_id / OBJECTS_TOGETHER + 8, 0);
    let catalog = file.catalog_mut()?;
    catalog.set("StructTreeRoot", root);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("Lang", Object::string_literal(lang.tag()));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
    }
    information(&mut file, title, &clean::one_line(&about.author), about.at)?;
    let mut bytes = Vec::new();
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(OBJECTS_TOGETHER as usize)
        .compression_level(6);
    file.save_with_options(&mut bytes, options.build())?;
    if file.max_id >= root.0 {
        return Err(std::io::Error::other("lopdf used more numbers than it may").into());
    }
    let held = structure::Held { owners: &drawn.owners, links: &drawn.links, annotations: &annotations, pages };
    structure::append(&mut bytes, &file.trailer, root.0, &laid.tree, &held, packer)?;
    Ok(bytes)
}

/// Title, author and date. What printpdf says of printing standards is left out: it makes readers call the file PDF/X.
fn information(file: &mut Document, title: &str, author: &str, at: Local) -> Result<(), ReportError> {
    let at = Object::string_literal(date(at));
    let info = dictionary! {
        "Title" => text_string(title),
        "Author" => text_string(author),
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
fn fingerprint(file: &Document) -> u64 {
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
    Object::String(utf_16(text), StringFormat::Hexadecimal)
}

fn utf_16(text: &str) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
}

fn integer(value: usize) -> Object {
    Object::Integer(i64::try_from(value).unwrap_or(i64::MAX))
}
