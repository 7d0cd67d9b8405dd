//! From bytes and pasted text to rows. What the cells mean is the domain's business.

use domain::{Code, Failure};
use encoding_rs::{UTF_8, WINDOWS_1252};

/// The text of an uploaded file: UTF-8 or UTF-16 by its mark, UTF-8 when it is that, else what older Excel writes.
pub fn text(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    // UTF-16 without a mark: every other byte of Latin text is zero.
    let zeros = |start: usize| bytes.iter().skip(start).step_by(2).take(64).filter(|b| **b == 0).count();
    let half = bytes.len().min(128) / 2;
    if half > 2 && zeros(1) * 2 > half {
        return encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned();
    }
    if half > 2 && zeros(0) * 2 > half {
        return encoding_rs::UTF_16BE.decode_without_bom_handling(bytes).0.into_owned();
    }
    match UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => text.into_owned(),
        None => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// Rows with the line each starts on. The separator is the one of `;`, tab and `,` that the first line has most of.
///
/// # Errors
/// [`Code::Unreadable`] when a row cannot be read at all.
pub fn records(table: &str) -> Result<Vec<(u32, Vec<String>)>, Failure> {
    // One kind of line end, so that a row's line is the one an editor shows.
    let table = table.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let first = table.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let separator = [b';', b'\t', b','].into_iter().max_by_key(|s| (first.bytes().filter(|b| b == s).count(), *s == b',')).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(table.as_bytes());
    reader
        .records()
        .map(|record| {
            let record = record.map_err(|_| Failure::field("table", Code::Unreadable))?;
            let line = record.position().map_or(0, |p| u32::try_from(p.line()).unwrap_or(u32::MAX));
            Ok((line, record.iter().map(str::to_owned).collect()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, mark: bool, little: bool) -> Vec<u8> {
        let marked: String = if mark { format!("\u{feff}{text}") } else { text.to_owned() };
        marked.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    const TABLE: &str = "naam;e-mail\nZoë Müller;zoe@example.org\n";

    #[test]
    fn every_encoding_that_excel_writes_gives_the_same_rows() {
        let files = [
            TABLE.as_bytes().to_vec(),
            format!("\u{feff}{TABLE}").into_bytes(),
            utf16(TABLE, true, true),
            utf16(TABLE, true, false),
            utf16(TABLE, false, true),
            utf16(TABLE, false, false),
            WINDOWS_1252.encode(TABLE).0.into_owned(),
        ];
        for file in files {
            let rows = records(&text(&file)).expect("rows");
            assert_eq!(rows[1], (2, vec!["Zoë Müller".to_owned(), "zoe@example.org".to_owned()]), "{file:?}");
        }
    }

    #[test]
    fn comma_tab_and_quotes_are_understood() {
        for (table, cells) in [
            ("\"Wit, Jan\",jan@example.org", ["Wit, Jan", "jan@example.org"]),
            ("Jan\tjan@example.org", ["Jan", "jan@example.org"]),
            ("\"Jan \"\"JJ\"\" Wit\";jan@example.org", ["Jan \"JJ\" Wit", "jan@example.org"]),
        ] {
            assert_eq!(records(table).expect("rows")[0].1, cells);
        }
    }

    #[test]
    fn a_row_knows_its_line_when_a_cell_spans_two() {
        let rows = records("naam,e-mail\n\"Jan\nWit\",a@b.nl\nBo,c@d.nl").expect("rows");
        assert_eq!(rows.iter().map(|r| r.0).collect::<Vec<_>>(), [1, 2, 4]);
    }

    #[test]
    fn nothing_gives_no_rows() {
        assert_eq!(records("").expect("none"), []);
        assert_eq!(text(b""), "");
    }
}
