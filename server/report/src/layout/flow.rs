//! Gives pieces their page: keeps together what belongs together, and repeats the head of a table that runs on.

use std::collections::BTreeMap;

use super::{Bookmark, Frame, MARGIN, Mark, Page, Piece, Place, Placed, TOP, TOP_RUNNING};

pub(super) type Heads = BTreeMap<usize, Vec<Piece>>;

pub(super) struct Flow {
    frame: Frame,
    /// The one that is being filled is the last.
    pages: Vec<Page>,
    /// Pages that were given away.
    gone: usize,
    bookmarks: Vec<Bookmark>,
    parts: BTreeMap<String, Place>,
    y: f32,
    /// Nothing is on this page yet, except perhaps a repeated head.
    fresh: bool,
    last_table: Option<usize>,
}

impl Flow {
    pub(super) fn new(frame: Frame) -> Self {
        Self {
            frame,
            pages: vec![Page::default()],
            gone: 0,
            bookmarks: Vec::new(),
            parts: BTreeMap::new(),
            y: TOP,
            fresh: true,
            last_table: None,
        }
    }

    /// Gives pieces their page; the last of them holds on to nothing. `heads` are those of their tables.
    pub(super) fn place(&mut self, pieces: impl Iterator<Item = Piece>, heads: &Heads) {
        let mut group: Vec<Piece> = Vec::new();
        for piece in pieces {
            let open = piece.glue;
            group.push(piece);
            if !open {
                self.group(std::mem::take(&mut group), heads);
            }
        }
        self.group(group, heads);
    }

    /// Pages that are full.
    pub(super) fn done(&mut self) -> Vec<Page> {
        let full = self.pages.len() - 1;
        self.gone += full;
        self.pages.drain(..full).collect()
    }

    /// What is left, and where the bookmarks and parts are.
    pub(super) fn finish(self) -> (Vec<Page>, Vec<Bookmark>, BTreeMap<String, Place>) {
        (self.pages, self.bookmarks, self.parts)
    }

    /// Pieces that stay together where a page can hold them.
    fn group(&mut self, group: Vec<Piece>, heads: &Heads) {
        let height: f32 = group.iter().map(|piece| piece.before + piece.height).sum();
        let breaks = group.first().is_some_and(|piece| piece.breaks);
        if !self.fresh && (breaks || (self.y + height > self.frame.bottom() && height <= self.frame.room())) {
            self.new_page(group.first().and_then(|piece| piece.table), heads);
        }
        for piece in group {
            if !self.fresh && self.y + piece.before + piece.height > self.frame.bottom() {
                self.new_page(piece.table, heads);
            }
            self.last_table = piece.table;
            self.put(piece);
        }
    }

    /// Begins a page; with the head of the table that runs on.
    fn new_page(&mut self, table: Option<usize>, heads: &Heads) {
        self.pages.push(Page::default());
        self.y = TOP_RUNNING;
        self.fresh = true;
        let runs_on = table.filter(|table| Some(*table) == self.last_table);
        for piece in runs_on.and_then(|table| heads.get(&table)).into_iter().flatten() {
            // The structure has the head once; what is repeated is furniture.
            let shapes = piece.shapes.iter().map(|placed| Placed { mark: Mark::Layout, ..placed.clone() }).collect();
            self.put(Piece { shapes, before: 0.0, bookmark: None, part: None, ..piece.clone() });
            self.fresh = true;
        }
    }

    fn put(&mut self, piece: Piece) {
        if !self.fresh {
            self.y += piece.before;
        }
        let place = Place { page: self.gone + self.pages.len() - 1, y: self.y };
        if let Some((level, title)) = piece.bookmark {
            self.bookmarks.push(Bookmark { level, title, place });
        }
        if let Some(part) = piece.part {
            self.parts.insert(part, place);
        }
        if let Some(page) = self.pages.last_mut() {
            page.extend(piece.shapes.into_iter().map(|placed| Placed { shape: placed.shape.moved(MARGIN, self.y), mark: placed.mark }));
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

    type Flown = (Vec<Page>, Vec<Bookmark>, BTreeMap<String, Place>);

    fn flow(pieces: &[Piece], heads: &[Vec<Piece>], frame: Frame) -> Flown {
        let mut flow = Flow::new(frame);
        flow.place(pieces.iter().cloned(), &heads.iter().cloned().enumerate().collect());
        flow.finish()
    }

    fn names(pages: &[Page]) -> Vec<Vec<f32>> {
        let name = |placed: &Placed| if let Shape::Rect { width, .. } = placed.shape { width } else { 0.0 };
        pages.iter().map(|page| page.iter().map(name).collect()).collect()
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
        let top = pages.last().and_then(|page| page.first()).map(|placed| placed.shape.clone());
        assert!(matches!(top, Some(Shape::Rect { y, .. }) if (y - TOP_RUNNING).abs() < 0.01), "{top:?}");
    }
}
