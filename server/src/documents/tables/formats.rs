//! A table as a file: CSV that Excel opens right, and XLSX.

use domain::{Lang, time::Local};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use super::{Table, Value};

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// UTF-8 with a mark, so that Excel reads it as such; a Dutch Excel splits at semicolons and reads a decimal comma.
pub(super) fn csv(lang: Lang, table: &Table) -> Vec<u8> {
    let separator = if lang == Lang::Nl { b';' } else { b',' };
    // Quoted all of it: another spreadsheet may split at the other separator, and read a formula behind it.
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .quote_style(csv::QuoteStyle::Always)
        .terminator(csv::Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.to_vec());
    let rows = table.rows.iter().map(|row| row.iter().map(|value| written(lang, value)).collect::<Vec<_>>());
    let head = table.head.iter().map(|name| harmless(name)).collect();
    for row in std::iter::once(head).chain(rows) {
        // Into memory, every row as long as the head: nothing to fail.
        let _ = writer.write_record(&row);
    }
    writer.into_inner().unwrap_or_default()
}

fn written(lang: Lang, value: &Value) -> String {
    match value {
        Value::Text(text) => harmless(text),
        Value::Number(number, decimals) => text::numbers::fixed(lang, *number, *decimals).replace('−', "-"),
        Value::Nothing => String::new(),
    }
}

/// A name that a spreadsheet would take for a formula is text all the same.
fn harmless(text: &str) -> String {
    // Some skip what is blank or invisible before a sign, some read the wide forms of an Asian keyboard as the others, and a
    // bar begins a command: so it is said how text may begin, and not how it may not.
    let plain = |c: char| c.is_alphanumeric() || "\"'‘’“”„«»([…#".contains(c);
    if text.is_empty() || text.starts_with(plain) { text.to_owned() } else { format!("'{text}") }
}

/// A workbook with a sheet per table: the head stays in view, numbers are numbers.
pub(super) fn xlsx(tables: &[Table], at: Local) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The same numbers at the same time give the same file.
    let year = u16::try_from(at.year).unwrap_or(1900);
    let part = |part: i8| u8::try_from(part).unwrap_or_default();
    let made = ExcelDateTime::from_ymd(year, part(at.month), part(at.day))?.and_hms(u16::from(part(at.hour)), part(at.minute), 0)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let head = Format::new().set_bold().set_text_wrap();
    for table in tables {
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name(&table.name))?;
        sheet.set_freeze_panes(1, 1)?;
        for (column, name) in (0u16..).zip(&table.head) {
            sheet.write_string_with_format(0, column, name, &head)?;
            sheet.set_column_width(column, if column == 0 { 28.0 } else { 14.0 })?;
        }
        for (row, values) in (1u32..).zip(&table.rows) {
            for (column, value) in (0u16..).zip(values) {
                match value {
                    // Never a formula, whatever it begins with.
                    Value::Text(text) => sheet.write_string(row, column, text)?,
                    Value::Number(number, decimals) => sheet.write_number_with_format(row, column, *number, &shown(*decimals))?,
                    Value::Nothing => continue,
                };
            }
        }
    }
    workbook.save_to_buffer()
}

/// A spreadsheet writes the mark of its own language for the point.
fn shown(decimals: u8) -> Format {
    let digits = "0".repeat(usize::from(decimals));
    Format::new().set_num_format(if decimals == 0 { "0".to_owned() } else { format!("0.{digits}") })
}

/// As many characters as Excel takes.
fn sheet_name(name: &str) -> String {
    name.chars().filter(|c| !"[]:*?/\\".contains(*c)).take(31).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Local = Local { year: 2026, month: 11, day: 22, hour: 14, minute: 5, weekday: 7 };

    fn table() -> Table {
        Table {
            name: "Vergelijking".into(),
            head: vec!["Kandidaat".into(), "Totaal".into(), "Groep".into()],
            rows: vec![
                vec!["Zoë; \"de\" Vries".into(), Value::Number(3.456, 2), Value::Number(1.0, 0)],
                vec!["=HYPERLINK(\"http://x\")".into(), Value::Nothing, Value::Nothing],
            ],
        }
    }

    #[test]
    fn a_dutch_excel_finds_its_columns_and_its_decimal_comma() {
        let text = String::from_utf8(csv(Lang::Nl, &table())).expect("UTF-8");
        assert_eq!(
            text,
            "\u{feff}\"Kandidaat\";\"Totaal\";\"Groep\"\r\n\"Zoë; \"\"de\"\" Vries\";\"3,46\";\"1\"\r\n\"'=HYPERLINK(\"\"http://x\"\")\";\"\";\"\"\r\n"
        );
    }

    #[test]
    fn an_english_one_finds_commas_and_points() {
        let text = String::from_utf8(csv(Lang::En, &table())).expect("UTF-8");
        assert!(text.starts_with("\u{feff}\"Kandidaat\",\"Totaal\",\"Groep\"\r\n\"Zoë; \"\"de\"\" Vries\",\"3.46\",\"1\"\r\n"), "{text}");
    }

    #[test]
    fn no_name_is_a_formula_however_it_begins() {
        for name in ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1", "\u{a0}=1", "＝1", "\u{202e}=1", "|cmd", "%x"] {
            assert_eq!(harmless(name), format!("'{name}"));
        }
        for name in ["Zoë", "’t Hart", "De Vries-Smit", "a=b", "王", ""] {
            assert_eq!(harmless(name), name);
        }
    }

    #[test]
    fn a_workbook_is_the_same_for_the_same_numbers_and_time() {
        let first = xlsx(&[table()], AT).expect("a workbook");
        assert!(first.starts_with(b"PK"));
        assert_eq!(first, xlsx(&[table()], AT).expect("a workbook"));
    }

    #[test]
    fn a_name_that_excel_would_refuse_for_a_sheet_is_cut() {
        assert_eq!(sheet_name("a/b [c]: een heel lange naam voor een blad"), "ab c een heel lange naam voor e");
    }
}
