//! The parts of a Word document that say nothing of what stands in it but its title.

pub(super) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

pub(super) fn xml_file(root: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n{root}\n")
}

pub(super) fn escaped(words: &str) -> String {
    let words = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    words.replace('"', "&quot;")
}

pub(super) fn content_types() -> String {
    let part = |name: &str, kind: &str| {
        format!(
            r#"<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-{kind}+xml"/>"#
        )
    };
    let parts = [
        part("word/document.xml", "officedocument.wordprocessingml.document.main"),
        part("word/styles.xml", "officedocument.wordprocessingml.styles"),
        part("word/settings.xml", "officedocument.wordprocessingml.settings"),
        part("docProps/core.xml", "package.core-properties"),
    ];
    xml_file(&format!(
        concat!(
            r#"<Types xmlns="{}/content-types"><Default Extension="rels" "#,
            r#"ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
            r#"<Default Extension="xml" ContentType="application/xml"/>{}</Types>"#
        ),
        PACKAGE,
        parts.concat()
    ))
}

pub(super) fn relations() -> String {
    relationships(&[
        (&format!("{OFFICE}/officeDocument"), "word/document.xml"),
        (&format!("{RELATIONS}/metadata/core-properties"), "docProps/core.xml"),
    ])
}

pub(super) fn document_relations() -> String {
    relationships(&[
        (&format!("{OFFICE}/styles"), "styles.xml"),
        (&format!("{OFFICE}/settings"), "settings.xml"),
    ])
}

fn relationships(targets: &[(&str, &str)]) -> String {
    let each = |((kind, target), number): (&(&str, &str), u32)| {
        format!(r#"<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>"#)
    };
    let targets: String = targets.iter().zip(1..).map(each).collect();
    xml_file(&format!(r#"<Relationships xmlns="{RELATIONS}">{targets}</Relationships>"#))
}

/// The properties, which name no person and no time: the document is made anew each time it is
/// asked for.
pub(super) fn properties(title: &str) -> String {
    xml_file(&format!(
        concat!(
            r#"<cp:coreProperties xmlns:cp="{}/metadata/core-properties" "#,
            r#"xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title>"#,
            r#"<dc:language>en-GB</dc:language></cp:coreProperties>"#
        ),
        PACKAGE,
        escaped(&title.replace('\n', " "))
    ))
}

/// The settings, which say that the document is of today's Word and not of an older one's.
pub(super) fn settings() -> String {
    xml_file(&format!(
        concat!(
            r#"<w:settings xmlns:w="{}"><w:compat><w:compatSetting w:name="compatibilityMode" "#,
            r#"w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>"#,
            r#"<w:themeFontLang w:val="en-GB"/></w:settings>"#
        ),
        WORD
    ))
}

pub(super) fn styles() -> String {
    let paragraph = |id: &str, name: &str, look: &str| {
        format!(
            concat!(
                r#"<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/>"#,
                r#"<w:basedOn w:val="Normal"/>{}</w:style>"#
            ),
            id, name, look
        )
    };
    let heading = concat!(
        r#"<w:pPr><w:keepNext/><w:spacing w:after="160"/><w:outlineLvl w:val="0"/></w:pPr>"#,
        r#"<w:rPr><w:b/><w:sz w:val="32"/></w:rPr>"#
    );
    let below = |level: u8, size: u8| {
        format!(
            concat!(
                r#"<w:pPr><w:keepNext/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="{}"/>"#,
                r#"</w:pPr><w:rPr><w:b/><w:sz w:val="{}"/></w:rPr>"#
            ),
            level, size
        )
    };
    let aside = concat!(
        r#"<w:pPr><w:spacing w:after="0"/></w:pPr>"#,
        r#"<w:rPr><w:i/><w:color w:val="425563"/></w:rPr>"#
    );
    let paragraphs = [
        paragraph("Heading1", "heading 1", heading),
        paragraph("Heading2", "heading 2", &below(1, 26)),
        paragraph("Heading3", "heading 3", &below(2, 22)),
        paragraph("TableAside", "Table Aside", aside),
        paragraph("TableText", "Table Text", r#"<w:pPr><w:spacing w:after="0"/></w:pPr>"#),
        paragraph(
            "TableHeading",
            "Table Heading",
            r#"<w:pPr><w:spacing w:after="0"/></w:pPr><w:rPr><w:b/></w:rPr>"#,
        ),
    ];
    let side =
        |side: &str| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="768692"/>"#);
    let borders = ["top", "left", "bottom", "right", "insideH", "insideV"].map(side);
    xml_file(&format!(
        concat!(
            r#"<w:styles xmlns:w="{}"><w:docDefaults><w:rPrDefault><w:rPr>"#,
            r#"<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>"#,
            r#"<w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault>"#,
            r#"<w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr></w:pPrDefault></w:docDefaults>"#,
            r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal">"#,
            r#"<w:name w:val="Normal"/></w:style>{}"#,
            r#"<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/>"#,
            r#"<w:rPr><w:color w:val="595959"/></w:rPr></w:style>"#,
            r#"<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>"#,
            r#"<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>"#,
            r#"<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>"#,
            r#"<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{}</w:tblBorders>"#,
            r#"<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>"#,
            r#"<w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>"#,
            r#"</w:tblPr></w:style></w:styles>"#
        ),
        WORD,
        paragraphs.concat(),
        borders.concat()
    ))
}
