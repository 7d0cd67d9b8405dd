//! What can be clicked, as annotations that belong to the structure.

use lopdf::{Object, ObjectId, dictionary};

use super::{integer, text_string};
use crate::{
    font::Fonts,
    layout::{Frame, Laid, Mark, Page, Place, Shape},
    tags::{Kid, NodeId, Target, Tree},
};

/// A line of text on a page that leads somewhere.
pub(super) struct Link {
    pub(super) node: NodeId,
    pub(super) page: usize,
    /// Left, top, right and bottom, from the top left of the page.
    area: [f32; 4],
    text: String,
}

/// Adds the links of a page; their elements in the tree hold them from now on.
pub(super) fn find(page: &Page, index: usize, tree: &mut Tree, fonts: &Fonts, links: &mut Vec<Link>) {
    for placed in page {
        let (Mark::Node(node), Shape::Text { x, baseline, text, face, size, .. }) = (placed.mark, &placed.shape) else { continue };
        if tree.target(node).is_none() {
            continue;
        }
        tree.hold(node, Kid::Annotation { page: index, number: links.len() });
        let area = [*x, baseline - size, x + fonts.width(*face, *size, text), baseline + size * 0.3];
        links.push(Link { node, page: index, area, text: text.trim().to_owned() });
    }
}

/// Writes an annotation for each link. The numbers of the structure's parent tree go on where the pages end.
pub(super) fn annotate(file: &mut lopdf::Document, links: &[Link], laid: &Laid, frame: Frame, pages: &[ObjectId]) -> Vec<ObjectId> {
    let numbered = links.iter().zip(pages.len()..);
    numbered
        .map(|(link, number)| {
            let [left, top, right, bottom] = link.area;
            let up = |y: f32| frame.height - y;
            let rect: Vec<Object> = [left, up(bottom), right, up(top)].into_iter().map(|value| value.round().into()).collect();
            let mut annotation = dictionary! {
                "Type" => "Annot", "Subtype" => "Link", "Rect" => rect, "Border" => vec![0.into(), 0.into(), 0.into()],
                "F" => 4, "StructParent" => integer(number), "Contents" => text_string(&link.text),
            };
            match laid.tree.target(link.node) {
                Some(Target::Part(name)) => {
                    let place = laid.parts.get(name).copied().unwrap_or(Place { page: 0, y: 0.0 });
                    annotation.set("Dest", destination(place, frame.height, pages));
                }
                Some(Target::Address(address)) => {
                    annotation.set("A", dictionary! { "S" => "URI", "URI" => Object::string_literal(address.as_str()) });
                }
                None => {}
            }
            file.add_object(annotation)
        })
        .collect()
}

/// A place, as a viewer goes there: a little above it, at the width the reader has.
pub(super) fn destination(place: Place, height: f32, pages: &[ObjectId]) -> Vec<Object> {
    let page = pages.get(place.page).or(pages.first()).map_or(Object::Null, |id| (*id).into());
    vec![page, "XYZ".into(), Object::Null, (height - place.y + 8.0).round().into(), Object::Null]
}
