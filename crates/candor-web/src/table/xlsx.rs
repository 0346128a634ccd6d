//! A workbook (ECMA-376, Office Open XML) of one sheet, written row by row. Every cell is a text in a format of texts:
//! whatever stands in it is no formula, neither when the file is opened nor when somebody edits the cell (H13); or a number the desk
//! itself made.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError},
};

use candor_core::export::Cell;
use zip::{
    ZipWriter,
    write::{SimpleFileOptions, StreamWriter},
};

/// A cell holds so many characters, as UTF-16 counts them; Excel refuses a file with longer ones.
const MOST_UNITS: usize = 32_767;

/// The style of numbers.
const NUMBERS: u8 = 2;

/// A sheet has so many rows.
const MOST_ROWS: u32 = 1_048_576;

const DECLARED: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;

const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

const OF_WORKBOOK: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

/// Format 49 is that of texts; `quotePrefix` keeps a cell a text when it is edited. The second is for the head, the third for numbers.
const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" applyFont="1"/><xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#;

const SHEET: &str = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>"#;

/// A workbook being written.
pub(super) struct Workbook {
    archive: ZipWriter<StreamWriter<Written>>,
    written: Written,
    rows: u32,
}

/// What was written and not yet taken away.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Workbook {
    /// Begins one with a sheet of this name and these columns.
    ///
    /// # Errors
    /// None that is known: it is written into memory.
    pub(super) fn begin(name: &str, columns: &[String]) -> io::Result<Self> {
        let written = Written::default();
        let mut archive = ZipWriter::new_stream(written.clone());
        let workbook = format!(
            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
             xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>\
             <sheet name=\"{}\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
            text(name)
        );
        for (path, part) in [
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", RELATIONS),
            ("xl/workbook.xml", workbook.as_str()),
            ("xl/_rels/workbook.xml.rels", OF_WORKBOOK),
            ("xl/styles.xml", STYLES),
        ] {
            archive.start_file(path, SimpleFileOptions::default())?;
            archive.write_all(DECLARED.as_bytes())?;
            archive.write_all(part.as_bytes())?;
        }
        archive.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default())?;
        archive.write_all(DECLARED.as_bytes())?;
        archive.write_all(SHEET.as_bytes())?;
        let widths =
            format!("<cols><col min=\"1\" max=\"{}\" width=\"20\" customWidth=\"1\"/></cols>", columns.len().max(1));
        archive.write_all(widths.as_bytes())?;
        archive.write_all(b"<sheetData>")?;
        let mut book = Self { archive, written, rows: 0 };
        let head: Vec<Cell> = columns.iter().cloned().map(Cell::Text).collect();
        book.write(&head, 1)?;
        Ok(book)
    }

    /// Writes a row.
    ///
    /// # Errors
    /// Where a sheet has no more rows.
    pub(super) fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.write(cells, 0)
    }

    fn write(&mut self, cells: &[Cell], style: u8) -> io::Result<()> {
        if self.rows >= MOST_ROWS {
            return Err(io::Error::other("a workbook holds no more rows: take the leads as CSV"));
        }
        self.rows += 1;
        let mut row = format!("<row r=\"{}\">", self.rows);
        for (place, cell) in cells.iter().enumerate() {
            let place = column(place);
            let row_number = self.rows;
            row.push_str(&match cell {
                Cell::Text(cell) => format!(
                    "<c r=\"{place}{row_number}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                    text(cell)
                ),
                Cell::Number(number) => format!("<c r=\"{place}{row_number}\" s=\"{NUMBERS}\"><v>{number}</v></c>"),
            });
        }
        row.push_str("</row>");
        self.archive.write_all(row.as_bytes())
    }

    /// Takes away what is ready so far.
    pub(super) fn written(&self) -> Vec<u8> {
        self.written.take()
    }

    /// Closes it: the rest.
    ///
    /// # Errors
    /// None that is known: it is written into memory.
    pub(super) fn end(mut self) -> io::Result<Vec<u8>> {
        self.archive.write_all(b"</sheetData></worksheet>")?;
        self.archive.finish()?;
        Ok(self.written.take())
    }
}

/// The letters of a column, from 0: `A` to `Z`, then `AA`.
fn column(place: usize) -> String {
    let letter = |digit: usize| u8::try_from(digit).map_or('A', |digit| char::from(b'A'.saturating_add(digit)));
    let mut letters = vec![letter(place % 26)];
    let mut rest = place / 26;
    while rest > 0 {
        letters.push(letter((rest - 1) % 26));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// A text in XML: what XML 1.0 cannot hold becomes U+FFFD, and what Excel would read as an escape (`_x0041_`, ECMA-376 part 1,
/// 22.9.2.19) stays what it is.
fn text(cell: &str) -> String {
    let mut told = String::with_capacity(cell.len());
    let mut units = 0_usize;
    for (at, sign) in cell.char_indices() {
        units = units.saturating_add(sign.len_utf16());
        if units > MOST_UNITS {
            break;
        }
        match sign {
            '&' => told.push_str("&amp;"),
            '<' => told.push_str("&lt;"),
            '>' => told.push_str("&gt;"),
            '"' => told.push_str("&quot;"),
            '\r' => told.push_str("&#13;"),
            '_' if is_escape(cell.get(at..).unwrap_or_default()) => told.push_str("_x005F_"),
            '\n' | '\t' => told.push(sign),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => told.push('\u{fffd}'),
            _ => told.push(sign),
        }
    }
    told
}

/// Whether a text begins with what Excel takes for a sign written by its number.
fn is_escape(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("_x") else { return false };
    let digits: Vec<char> = rest.chars().take(5).collect();
    matches!(digits.as_slice(), [a, b, c, d, '_'] if [a, b, c, d].iter().all(|digit| digit.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::io::{Cursor, Read as _};

    use super::*;

    fn sheet_of(bytes: Vec<u8>) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut sheet = String::new();
        archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut sheet).unwrap();
        sheet
    }

    #[test]
    fn a_number_is_a_number_and_every_other_cell_a_text_whatever_stands_in_it() {
        let mut book = Workbook::begin("Leads", &["number".to_owned(), "contact".to_owned()]).unwrap();
        let mut bytes = book.written();
        book.row(&[Cell::Number(1), Cell::Text("=HYPERLINK(\"http://evil\",\"x\")<f>1</f>".to_owned())]).unwrap();
        bytes.extend(book.end().unwrap());
        let sheet = sheet_of(bytes);
        assert!(!sheet.contains("<f>") && sheet.contains("<c r=\"A2\" s=\"2\"><v>1</v></c>"), "{sheet}");
        assert_eq!(sheet.matches("<c ").count(), sheet.matches("t=\"inlineStr\"").count() + 1);
        assert!(
            sheet.contains("<c r=\"B2\" s=\"0\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=HYPERLINK(&quot;http"),
            "{sheet}"
        );
        // Cells of texts stay texts when somebody edits them.
        assert_eq!(STYLES.matches("numFmtId=\"49\"").count(), STYLES.matches("quotePrefix=\"1\"").count());
    }

    #[test]
    fn what_xml_or_excel_would_read_otherwise_stays_what_was_written() {
        assert_eq!(text("a\u{0}b\u{8}\n\r_x0041_ _x_ \u{ffff}"), "a\u{fffd}b\u{fffd}\n&#13;_x005F_x0041_ _x_ \u{fffd}");
        assert_eq!(text(&"x".repeat(MOST_UNITS + 5)).len(), MOST_UNITS);
        assert_eq!(text(&"🌷".repeat(MOST_UNITS)).chars().count(), MOST_UNITS / 2);
    }

    #[test]
    fn columns_are_lettered_as_spreadsheets_do() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(column), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
