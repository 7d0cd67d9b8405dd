//! A document is a list of blocks. Nothing here knows of pages.

use domain::{Lang, plot};

use crate::tags::Target;

/// Sizes of the type scale, in points.
pub(crate) mod size {
    pub(crate) const SMALL: f32 = 8.5;
    pub(crate) const BODY: f32 = 9.5;
    pub(crate) const LEAD: f32 = 11.0;
    pub(crate) const SECTION: f32 = 14.0;
    pub(crate) const TITLE: f32 = 20.0;
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Tone {
    #[default]
    Ink,
    Soft,
    Accent,
}

/// A stretch of text in one weight and tone.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Run {
    pub(crate) text: String,
    pub(crate) bold: bool,
    pub(crate) tone: Tone,
}

/// A text of one size; `\n` ends a line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Text {
    pub(crate) runs: Vec<Run>,
    pub(crate) size: f32,
    /// When it is in another language than the document.
    pub(crate) lang: Option<Lang>,
    /// Where it leads, as a whole.
    pub(crate) link: Option<Target>,
}

impl Text {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self { runs: vec![Run { text: text.into(), bold: false, tone: Tone::Ink }], size: size::BODY, lang: None, link: None }
    }

    pub(crate) fn small(text: impl Into<String>) -> Self {
        Self::new(text).sized(size::SMALL).toned(Tone::Soft)
    }

    pub(crate) const fn sized(mut self, size: f32) -> Self {
        self.size = size;
        self
    }

    pub(crate) fn bold(mut self) -> Self {
        self.runs.iter_mut().for_each(|run| run.bold = true);
        self
    }

    pub(crate) fn toned(mut self, tone: Tone) -> Self {
        self.runs.iter_mut().for_each(|run| run.tone = tone);
        self
    }

    pub(crate) const fn in_lang(mut self, lang: Option<Lang>) -> Self {
        self.lang = lang;
        self
    }

    pub(crate) fn leading_to(mut self, target: Target) -> Self {
        self.link = Some(target);
        self
    }

    /// Goes on with another text on the same line, in this text's size.
    pub(crate) fn then(mut self, other: Self) -> Self {
        self.runs.extend(other.runs);
        self
    }

    pub(crate) fn string(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Block {
    /// The top of the document: what it is, the title, what it is about.
    Title {
        kind: String,
        title: String,
        about: String,
    },
    /// Level 2 or 3.
    Heading {
        level: u8,
        text: Text,
    },
    Paragraph(Text),
    /// A paragraph that stays with what comes after it.
    Label(Text),
    List(Vec<Text>),
    /// Names with what belongs to them.
    Facts(Vec<(String, Vec<Text>)>),
    Table(Table),
    Scatter(Scatter),
    /// Room to write with a pen, in lines.
    Room(u8),
    /// What comes next begins a page.
    NewPage,
    /// Links to this name lead to what comes next.
    Part(String),
    Gap(f32),
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Align {
    #[default]
    Left,
    Right,
}

/// How wide a column is: points, or a part of what is left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Width {
    Points(f32),
    Part(f32),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Column {
    pub(crate) width: Width,
    pub(crate) align: Align,
}

impl Column {
    pub(crate) const fn part(part: f32) -> Self {
        Self { width: Width::Part(part), align: Align::Left }
    }

    pub(crate) const fn points(points: f32) -> Self {
        Self { width: Width::Points(points), align: Align::Left }
    }

    pub(crate) const fn right(mut self) -> Self {
        self.align = Align::Right;
        self
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// Paragraphs under each other.
    Text(Vec<Text>),
    Strip(Strip),
    /// The digits 1 to 5 above a column of strips.
    Scale,
    /// A level: its digit in its tint, and what it is called.
    Level(u8, Text),
    /// A level to tick with a pen.
    Choice(u8, Text),
}

impl From<Text> for Cell {
    fn from(text: Text) -> Self {
        Self::Text(vec![text])
    }
}

/// Scores of raters and their mean on a line from 1 to 5.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Strip {
    pub(crate) plot: plot::Strip,
    /// What it shows, in words.
    pub(crate) alt: String,
}

/// Candidates on two means with their margins. The numbers stand in a table beside it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scatter {
    pub(crate) plot: plot::Scatter,
    pub(crate) across: String,
    pub(crate) up: String,
    /// What it shows, in words.
    pub(crate) alt: String,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Row {
    pub(crate) cells: Vec<Cell>,
    /// A sum under the rows above it.
    pub(crate) sum: bool,
}

impl Row {
    pub(crate) const fn new(cells: Vec<Cell>) -> Self {
        Self { cells, sum: false }
    }

    pub(crate) const fn sum(cells: Vec<Cell>) -> Self {
        Self { cells, sum: true }
    }
}

/// A table; its head is repeated on every page it runs on to. The first cell of a row is the head of that row.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Table {
    pub(crate) columns: Vec<Column>,
    pub(crate) head: Vec<Cell>,
    pub(crate) rows: Vec<Row>,
    /// Stays on one page where it fits on one.
    pub(crate) keep: bool,
}

impl Block {
    /// Every text that is drawn, for cleaning before it is measured.
    pub(crate) fn strings_mut(&mut self) -> Vec<&mut String> {
        match self {
            Self::Title { kind, title, about } => vec![kind, title, about],
            Self::Heading { text, .. } | Self::Paragraph(text) | Self::Label(text) => strings_of(text).collect(),
            Self::List(items) => items.iter_mut().flat_map(strings_of).collect(),
            Self::Facts(facts) => {
                facts.iter_mut().flat_map(|(name, texts)| std::iter::once(name).chain(texts.iter_mut().flat_map(strings_of))).collect()
            }
            Self::Table(table) => {
                let cells = table.head.iter_mut().chain(table.rows.iter_mut().flat_map(|row| &mut row.cells));
                cells
                    .flat_map(|cell| match cell {
                        Cell::Text(texts) => texts.iter_mut().flat_map(strings_of).collect(),
                        Cell::Level(_, label) | Cell::Choice(_, label) => strings_of(label).collect(),
                        Cell::Strip(_) | Cell::Scale => Vec::new(),
                    })
                    .collect()
            }
            Self::Scatter(Scatter { across, up, .. }) => vec![across, up],
            Self::Room(_) | Self::NewPage | Self::Part(_) | Self::Gap(_) => Vec::new(),
        }
    }
}

fn strings_of(text: &mut Text) -> impl Iterator<Item = &mut String> {
    text.runs.iter_mut().map(|run| &mut run.text)
}
