//! A file with the fonts that a document uses, as printpdf makes it, and nothing on its pages yet.

use lopdf::{Document, ObjectId};
use printpdf::{Mm, Op, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt, TextItem};

use crate::{
    ReportError,
    font::{Face, Fonts, Glyphs},
};

/// The file, and the resources that every page shares.
pub(super) fn file(fonts: &Fonts, glyphs: &Glyphs) -> Result<(Document, ObjectId), ReportError> {
    let mut document = PdfDocument::new("");
    let mut ops = vec![Op::StartTextSection];
    for face in Face::ALL {
        let used = glyphs.subset(face);
        if used.characters.is_empty() {
            continue;
        }
        document.resources.fonts.map.insert(face.id(), PdfFont::new(fonts.subset(face, used)?));
        // printpdf writes of a font what its pages show: one page that shows every glyph, and then goes.
        let text = used.characters.iter().map(|(c, _)| *c).collect();
        ops.push(Op::SetFont { font: PdfFontHandle::External(face.id()), size: Pt(1.0) });
        ops.push(Op::ShowText { items: vec![TextItem::Text(text)] });
    }
    ops.push(Op::EndTextSection);
    document.with_pages(vec![PdfPage::new(Mm(1.0), Mm(1.0), ops)]);
    let mut file = document.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
    file.version = "1.7".into();
    let page = file.get_pages().into_values().next().ok_or(lopdf::Error::PageNumberNotFound(1))?;
    let resources = file.get_dictionary(page)?.get(b"Resources")?.as_reference()?;
    if let Ok(contents) = file.get_dictionary(page)?.get(b"Contents").and_then(lopdf::Object::as_reference) {
        file.objects.remove(&contents);
    }
    file.objects.remove(&page);
    file.compress();
    Ok((file, resources))
}
