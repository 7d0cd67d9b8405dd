//! Gives pieces their page: keeps together what belongs together, and repeats the head of a table that runs on.

use std::collections::BTreeMap;

use super::{Bookmark, Frame, MARGIN, Mark, Page, Piece, Place, Placed, TOP, TOP_RUNNING};

pub(super) struct Flow<'a> {
    /// Of each table, its head.
    heads: &'a [Vec<Piece>],
    pages: Vec<Page>,
    bookmarks: Vec<Bookmark>,
    parts: BTreeMap<String, Place>,
    y: f32,
    /// Nothing is on this page yet, except perhaps a repeated head.
    fresh: bool,
}

/// All pieces on pages, and where bookmarks and parts are.
pub(super) fn flow(pieces: &[Piece], heads: &[Vec<Piece>], frame: Frame) -> (Vec<Page>, Vec<Bookmark>, BTreeMap<String, Place>) {
    let (bottom, room) = (frame.bottom(), frame.room());
    let pages = vec![Page::default()];
    let mut flow = Flow { heads, pages, bookmarks: Vec::new(), parts: BTreeMap::new(), y: TOP, fresh: true };
    let mut rest = pieces;
    let mut last_table = None;
    while let Some(end) = rest.iter().position(|piece| !piece.glue).or(rest.len().checked_sub(1)) {
        let (group, after) = rest.split_at(end + 1);
        let height: f32 = group.iter().map(|piece| piece.before + piece.height).sum();
        let breaks = group.first().is_some_and(|piece| piece.breaks);
        if !flow.fresh && (breaks || (flow.y + height > bottom && height <= room)) {
            flow.new_page(group.first().and_then(|piece| piece.table).filter(|table| Some(*table) == last_table));
        }
        for piece in group {
            if !flow.fresh && flow.y + piece.before + piece.height > bottom {
                flow.new_page(piece.table.filter(|table| Some(*table) == last_table));
            }
            flow.place(piece);
            last_table = piece.table;
        }
        rest = after;
    }
    (flow.pages, flow.bookmarks, flow.parts)
}

impl Flow<'_> {
    fn new_page(&mut self, table: Option<usize>) {
        self.pages.push(Page::default());
        self.y = TOP_RUNNING;
        self.fresh = true;
        for piece in table.and_then(|table| self.heads.get(table)).into_iter().flatten() {
            // The structure has the head once; what is repeated is furniture.
            let shapes = piece.shapes.iter().map(|placed| Placed { mark: Mark::Layout, ..placed.clone() }).collect();
            self.place(&Piece { shapes, before: 0.0, bookmark: None, part: None, ..piece.clone() });
            self.fresh = true;
        }
    }

    fn place(&mut self, piece: &Piece) {
        if !self.fresh {
            self.y += piece.before;
        }
        let place = Place { page: self.pages.len() - 1, y: self.y };
        if let Some((level, title)) = &piece.bookmark {
            self.bookmarks.push(Bookmark { level: *level, title: title.clone(), place });
        }
        if let Some(part) = &piece.part {
            self.parts.insert(part.clone(), place);
        }
        if let Some(page) = self.pages.last_mut() {
            let moved = piece.shapes.iter().cloned().map(|placed| Placed { shape: placed.shape.moved(MARGIN, self.y), mark: placed.mark });
            page.shapes.extend(moved);
        }
        self.y += piece.height;
        self.fresh = false;
    }
}

#[cfg(test)]
mod tests {
    use domain::report::Paper;

    use super::*;
    use crate::layout::{Paint, Shape};

    const FRAME: Frame = Frame::of(Paper::A4);
    const ROOM: f32 = FRAME.room();

    /// A piece that can be told by the width of its rectangle.
    fn piece(name: f32, height: f32) -> Piece {
        let shape = Shape::Rect { x: 0.0, y: 0.0, width: name, height, paint: Paint::Line };
        Piece { height, shapes: vec![Placed { shape, mark: Mark::Layout }], ..Piece::default() }
    }

    fn names(pages: &[Page]) -> Vec<Vec<f32>> {
        let name = |placed: &Placed| if let Shape::Rect { width, .. } = placed.shape { width } else { 0.0 };
        pages.iter().map(|page| page.shapes.iter().map(name).collect()).collect()
    }

    #[test]
    fn what_does_not_fit_goes_to_the_next_page() {
        let pieces = [piece(1.0, 400.0), piece(2.0, 400.0), piece(3.0, 100.0)];
        assert_eq!(names(&flow(&pieces, &[], FRAME).0), [vec![1.0], vec![2.0, 3.0]]);
    }

    #[test]
    fn a_heading_goes_along_with_what_comes_after_it() {
        let heading = Piece { glue: true, ..piece(2.0, 20.0) };
        let pieces = [piece(1.0, ROOM - 40.0), heading, piece(3.0, 100.0)];
        assert_eq!(names(&flow(&pieces, &[], FRAME).0), [vec![1.0], vec![2.0, 3.0]]);
    }

    #[test]
    fn a_group_that_no_page_can_hold_is_cut_all_the_same() {
        let pieces: Vec<Piece> = (0u8..5).map(|n| Piece { glue: true, ..piece(f32::from(n), ROOM / 3.0) }).collect();
        let pages = names(&flow(&pieces, &[], FRAME).0);
        assert_eq!(pages.concat().len(), 5);
        assert!(pages.len() > 1 && pages.iter().all(|page| page.len() <= 3), "{pages:?}");
    }

    #[test]
    fn a_table_that_runs_on_begins_the_page_with_its_head_and_another_table_does_not() {
        let of = |table: usize, piece: Piece| Piece { table: Some(table), ..piece };
        let heads = [vec![of(0, piece(9.0, 20.0))], vec![of(1, piece(8.0, 20.0))]];
        let pieces = [
            of(0, Piece { glue: true, ..piece(9.0, 20.0) }),
            of(0, piece(1.0, ROOM - 60.0)),
            of(0, piece(2.0, ROOM - 60.0)),
            of(1, Piece { glue: true, ..piece(8.0, 20.0) }),
            of(1, piece(3.0, 100.0)),
        ];
        assert_eq!(names(&flow(&pieces, &heads, FRAME).0), [vec![9.0, 1.0], vec![9.0, 2.0], vec![8.0, 3.0]]);
    }

    #[test]
    fn a_part_that_begins_a_page_does_so_and_an_empty_page_is_never_left_behind() {
        let begins = Piece { breaks: true, part: Some("b".into()), ..piece(2.0, 100.0) };
        let (pages, _, parts) = flow(&[Piece { breaks: true, ..piece(1.0, 100.0) }, begins], &[], FRAME);
        assert_eq!(names(&pages), [vec![1.0], vec![2.0]]);
        assert_eq!(parts["b"], Place { page: 1, y: TOP_RUNNING });
    }

    #[test]
    fn white_above_a_piece_falls_away_at_the_top_of_a_page() {
        let pieces = [piece(1.0, ROOM), Piece { before: 30.0, ..piece(2.0, ROOM) }];
        let (pages, ..) = flow(&pieces, &[], FRAME);
        let top = pages.last().and_then(|page| page.shapes.first()).map(|placed| placed.shape.clone());
        assert!(matches!(top, Some(Shape::Rect { y, .. }) if (y - TOP_RUNNING).abs() < 0.01), "{top:?}");
    }
}
