//! Bookmarks: sections, and in each of them its parts.

use lopdf::{Object, ObjectId, dictionary};

use super::{integer, links::destination, text_string};
use crate::{
    clean,
    layout::{Bookmark, Frame},
};

struct Item<'a> {
    bookmark: &'a Bookmark,
    inside: Vec<Self>,
}

/// Writes the outline; `None` without bookmarks.
pub(super) fn write(file: &mut lopdf::Document, bookmarks: &[Bookmark], frame: Frame, pages: &[ObjectId]) -> Option<ObjectId> {
    // One document: its title stands beside its sections. Several: each holds its own.
    let several = bookmarks.iter().filter(|bookmark| bookmark.level == 1).count() > 1;
    let depth = |bookmark: &Bookmark| if several { bookmark.level } else { bookmark.level.max(2) };
    let mut rest = bookmarks;
    let top = nest(&mut rest, if several { 1 } else { 2 }, &depth);
    if top.is_empty() {
        return None;
    }
    let outline = file.new_object_id();
    let (first, last) = level(file, &top, outline, frame, pages)?;
    file.set_object(outline, dictionary! { "Type" => "Outlines", "First" => first, "Last" => last, "Count" => integer(top.len()) });
    Some(outline)
}

/// Takes bookmarks of a level, each with the deeper ones that come after it.
fn nest<'a>(rest: &mut &'a [Bookmark], level: u8, depth: &impl Fn(&Bookmark) -> u8) -> Vec<Item<'a>> {
    let mut items = Vec::new();
    while let Some((bookmark, after)) = rest.split_first() {
        if depth(bookmark) < level {
            break;
        }
        *rest = after;
        items.push(Item { bookmark, inside: nest(rest, depth(bookmark) + 1, depth) });
    }
    items
}

/// Writes one level and what is in it, folded. Gives its first and last.
fn level(
    file: &mut lopdf::Document,
    items: &[Item<'_>],
    parent: ObjectId,
    frame: Frame,
    pages: &[ObjectId],
) -> Option<(ObjectId, ObjectId)> {
    let ids: Vec<ObjectId> = items.iter().map(|_| file.new_object_id()).collect();
    for (index, (item, id)) in items.iter().zip(&ids).enumerate() {
        let place = destination(item.bookmark.place, frame.height, pages);
        let mut entry = dictionary! { "Title" => text_string(&clean::one_line(&item.bookmark.title)), "Parent" => parent, "Dest" => place };
        if let Some(before) = index.checked_sub(1).and_then(|before| ids.get(before)) {
            entry.set("Prev", *before);
        }
        if let Some(after) = ids.get(index + 1) {
            entry.set("Next", *after);
        }
        if let Some((first, last)) = level(file, &item.inside, *id, frame, pages) {
            entry.set("First", first);
            entry.set("Last", last);
            entry.set("Count", Object::Integer(-i64::try_from(item.inside.len()).unwrap_or(0)));
        }
        file.set_object(*id, entry);
    }
    Some((*ids.first()?, *ids.last()?))
}
