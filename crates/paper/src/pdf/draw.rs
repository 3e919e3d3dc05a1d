//! One page drawn: its content is walked once, and what lands is kept.

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::content::{Content, Operation};
use lopdf::{DecompressError, Dictionary, Document, Error, Object, ObjectId, Stream};

use super::font::Font;
use super::frame::{frame, inherited};
use super::open::too_much;
use super::paint::{Fill, Page};
use super::state::{State, matrix_of, numbers};
use crate::Limits;
use crate::build::Stop;
use crate::layout::{Area, Matrix, Point, Rule, Spelling};

/// How deep a drawing may draw another.
const DEEPEST: usize = 12;
/// How many states a page may keep at once.
const MOST_KEPT: usize = 512;

/// What the whole document may still cost.
pub(crate) struct Purse {
    limits: Limits,
    bytes: u64,
    marks: usize,
    /// How many letters said nothing of what they mean.
    pub(crate) unknown: usize,
}

impl Purse {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self { limits: *limits, bytes: limits.unpacked, marks: limits.marks, unknown: 0 }
    }

    fn mark(&mut self) -> Result<(), Stop> {
        self.marks = self.marks.checked_sub(1).ok_or_else(|| {
            Stop::Unsafe(format!("it draws more than {} marks", self.limits.marks))
        })?;
        Ok(())
    }

    /// What is left to unpack.
    fn left(&self) -> usize {
        usize::try_from(self.bytes).unwrap_or(usize::MAX)
    }

    /// Pays for bytes that were unpacked; one that could not be is an empty page.
    fn pay(&mut self, found: Result<Vec<u8>, Error>) -> Result<Vec<u8>, Stop> {
        match found {
            Ok(bytes) => {
                self.bytes =
                    self.bytes.saturating_sub(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
                Ok(bytes)
            }
            Err(Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => {
                Err(too_much(&self.limits))
            }
            Err(_) => Ok(Vec::new()),
        }
    }
}

/// Draws a page.
pub(crate) fn page(document: &Document, id: ObjectId, purse: &mut Purse) -> Result<Page, Stop> {
    let content = document.get_page_content_with_limit(id, purse.left());
    let content = purse.pay(content)?;
    let (matrix, height) = frame(document, id);
    let page = Page { height, ..Page::default() };
    let mut pen = Pen {
        document,
        purse,
        page,
        spelling: Spelling::default(),
        fonts: BTreeMap::new(),
        state: State::at(matrix),
        kept: Vec::new(),
        path: Vec::new(),
        deep: 0,
    };
    let resources = inherited(document, id, b"Resources").and_then(|found| found.as_dict().ok());
    pen.walk(&content, &resources.cloned().unwrap_or_default())?;
    pen.fields(id, matrix)?;
    let Pen { mut page, spelling, .. } = pen;
    page.words = spelling.finish();
    Ok(page)
}

struct Pen<'a, 'b> {
    document: &'a Document,
    purse: &'b mut Purse,
    page: Page,
    spelling: Spelling,
    /// The fonts that were read, by their name and the resources that name them.
    fonts: BTreeMap<(ObjectId, Vec<u8>), Rc<Font>>,
    state: State,
    kept: Vec<State>,
    path: Vec<Step>,
    deep: usize,
}

/// One step of a path.
enum Step {
    To(Point),
    Line(Point),
    Box(Area, bool),
    Curve(Point),
}

impl Pen<'_, '_> {
    fn walk(&mut self, content: &[u8], resources: &Dictionary) -> Result<(), Stop> {
        for operation in Content::decode_iter(content) {
            // What follows a mistake cannot be told from it, and is left.
            let Ok(Operation { operator, operands }) = operation else { break };
            self.purse.mark()?;
            if !self.state.set(&operator, &operands) {
                self.act(&operator, &operands, resources)?;
            }
        }
        Ok(())
    }

    fn act(
        &mut self,
        operator: &str,
        operands: &[Object],
        resources: &Dictionary,
    ) -> Result<(), Stop> {
        match operator {
            "q" if self.kept.len() < MOST_KEPT => self.kept.push(self.state.clone()),
            "Q" => {
                if let Some(state) = self.kept.pop() {
                    self.state = state;
                }
            }
            "Tf" => self.font(operands, resources),
            "Tj" => self.show(operands.first())?,
            "'" => {
                self.state.next_line(0.0, -self.state.leading);
                self.show(operands.first())?;
            }
            "\"" => {
                if let &[words, letters] = numbers(operands).as_slice() {
                    (self.state.between_words, self.state.between_letters) = (words, letters);
                }
                self.state.next_line(0.0, -self.state.leading);
                self.show(operands.last())?;
            }
            "TJ" => {
                for piece in
                    operands.first().and_then(|list| list.as_array().ok()).into_iter().flatten()
                {
                    match piece.as_float() {
                        Ok(back) => self.shift(-f64::from(back) / 1000.0 * self.state.size),
                        Err(_) => self.show(Some(piece))?,
                    }
                }
            }
            "m" | "l" | "c" | "v" | "y" | "re" => self.trace(operator, &numbers(operands)),
            "h" => self.close(),
            "S" => self.paint(true, false),
            "s" => {
                self.close();
                self.paint(true, false);
            }
            "f" | "F" | "f*" => self.paint(false, true),
            "B" | "B*" => self.paint(true, true),
            "b" | "b*" => {
                self.close();
                self.paint(true, true);
            }
            "n" => self.path.clear(),
            "Do" => self.draw_named(operands, resources)?,
            _ => {}
        }
        Ok(())
    }

    fn font(&mut self, operands: &[Object], resources: &Dictionary) {
        let [Object::Name(name), size] = operands else { return };
        self.state.size = size.as_float().map_or(0.0, f64::from);
        let Ok(fonts) = resources.get_deref(b"Font", self.document).and_then(Object::as_dict)
        else {
            return;
        };
        let Ok(font) = fonts.get(name) else { return };
        // A font that is written in place has no number; its name is then enough on one page.
        let id = font.as_reference().unwrap_or((0, u16::try_from(self.deep).unwrap_or(0)));
        if let Some(known) = self.fonts.get(&(id, name.clone())) {
            self.state.font = Some(Rc::clone(known));
        } else if let Ok((_, Object::Dictionary(font))) = self.document.dereference(font) {
            let font = Rc::new(Font::read(font, self.document));
            self.fonts.insert((id, name.clone()), Rc::clone(&font));
            self.state.font = Some(font);
        }
    }

    /// Moves along the line, by a share of the width of letters.
    fn shift(&mut self, along: f64) {
        self.state.text = Matrix::shift(along * self.state.stretch, 0.0).then(self.state.text);
    }

    fn show(&mut self, string: Option<&Object>) -> Result<(), Stop> {
        let (Some(Object::String(string, _)), Some(font)) = (string, self.state.font.clone())
        else {
            return Ok(());
        };
        for code in font.codes(string) {
            self.purse.mark()?;
            let state = &self.state;
            let whole = state.text.then(state.matrix);
            let wide = code.width * state.size;
            let from = whole.move_point(0.0, state.rise);
            let to = whole.move_point(wide * state.stretch, state.rise);
            let size = (whole.upright() * state.size).abs();
            if code.words.is_none() {
                self.purse.unknown += 1;
            }
            let words = code.words.unwrap_or_else(|| "\u{fffd}".to_owned());
            self.spelling.letter(&words, from, to, size);
            let space = if code.space { self.state.between_words } else { 0.0 };
            self.shift(wide + self.state.between_letters + space);
        }
        Ok(())
    }

    fn trace(&mut self, operator: &str, numbers: &[f64]) {
        if self.path.len() >= self.purse.limits.parts {
            return;
        }
        let moved = |x: f64, y: f64| self.state.matrix.move_point(x, y);
        let step = match (operator, numbers) {
            ("m", &[x, y]) => Step::To(moved(x, y)),
            ("l", &[x, y]) => Step::Line(moved(x, y)),
            ("c", &[_, _, _, _, x, y]) | ("v" | "y", &[_, _, x, y]) => Step::Curve(moved(x, y)),
            ("re", &[x, y, width, height]) => {
                let corners = [moved(x, y), moved(x + width, y + height)];
                Step::Box(Area::around(&corners), self.state.matrix.keeps_boxes())
            }
            _ => return,
        };
        self.path.push(step);
    }

    fn close(&mut self) {
        let start = self.path.iter().rev().find_map(|step| match step {
            Step::To(point) => Some(*point),
            Step::Line(_) | Step::Box(..) | Step::Curve(_) => None,
        });
        self.path.extend(start.map(Step::Line));
    }

    fn paint(&mut self, stroked: bool, filled: bool) {
        let path = std::mem::take(&mut self.path);
        let mut shape: Vec<Point> = Vec::new();
        let mut bent = false;
        for step in path {
            match step {
                Step::To(point) => {
                    self.fill_shape(&shape, filled && !bent);
                    (shape, bent) = (vec![point], false);
                }
                Step::Line(point) => {
                    if let Some(&before) = shape.last()
                        && stroked
                    {
                        self.page.rules.extend(Rule::between(before, point));
                    }
                    shape.push(point);
                }
                Step::Curve(point) => {
                    shape.push(point);
                    bent = true;
                }
                Step::Box(area, true) => {
                    if stroked {
                        let Area { left, top, right, bottom } = area;
                        for side in [
                            Area { bottom: top, ..area },
                            Area { top: bottom, ..area },
                            Area { right: left, ..area },
                            Area { left: right, ..area },
                        ] {
                            self.page.rules.extend(Rule::thin(side));
                        }
                    }
                    self.fill(area, filled);
                }
                Step::Box(_, false) => {}
            }
        }
        self.fill_shape(&shape, filled && !bent);
    }

    /// A box that was drawn side by side is a box too.
    fn fill_shape(&mut self, shape: &[Point], filled: bool) {
        if (4..=5).contains(&shape.len()) {
            let area = Area::around(shape);
            let at_corner = |point: &Point| {
                let near = |one: f64, other: f64| (one - other).abs() < 0.5;
                (near(point.x, area.left) || near(point.x, area.right))
                    && (near(point.y, area.top) || near(point.y, area.bottom))
            };
            self.fill(area, filled && shape.iter().all(at_corner));
        }
    }

    fn fill(&mut self, area: Area, filled: bool) {
        if !filled {
            return;
        }
        if let Some(rule) = Rule::thin(area) {
            // White over white is no rule.
            if self.state.colour != "FFFFFF" {
                self.page.rules.push(rule);
            }
        } else if area.width().is_finite() && area.height().is_finite() {
            self.page.fills.push(Fill { area, colour: self.state.colour.clone() });
        }
    }

    fn draw_named(&mut self, operands: &[Object], resources: &Dictionary) -> Result<(), Stop> {
        let Some(Object::Name(name)) = operands.first() else { return Ok(()) };
        let drawings = resources.get_deref(b"XObject", self.document).and_then(Object::as_dict);
        let drawing = drawings.and_then(|drawings| drawings.get_deref(name, self.document));
        let Ok(drawing) = drawing.and_then(Object::as_stream) else { return Ok(()) };
        let kind = drawing.dict.get(b"Subtype").and_then(Object::as_name);
        if kind.is_ok_and(|kind| kind == b"Form") {
            self.draw_form(drawing, self.state.matrix, resources)?;
        }
        Ok(())
    }

    /// Draws a drawing within the page, with a state of its own.
    fn draw_form(
        &mut self,
        form: &Stream,
        matrix: Matrix,
        resources: &Dictionary,
    ) -> Result<(), Stop> {
        if self.deep >= DEEPEST {
            return Ok(());
        }
        let content = self.purse.pay(form.get_plain_content_with_limit(self.purse.left()))?;
        let own = form.dict.get_deref(b"Matrix", self.document).and_then(Object::as_array);
        let own = own.ok().and_then(|own| matrix_of(&numbers(own))).unwrap_or(Matrix::IDENTITY);
        let theirs = form.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict);
        let theirs = theirs.unwrap_or(resources);
        let mut state = self.state.clone();
        state.matrix = own.then(matrix);
        let outer = std::mem::replace(&mut self.state, state);
        let kept = std::mem::take(&mut self.kept);
        self.deep += 1;
        let walked = self.walk(&content, theirs);
        self.deep -= 1;
        (self.state, self.kept) = (outer, kept);
        walked
    }

    /// Draws what was filled into the fields of a form, each at its place.
    fn fields(&mut self, id: ObjectId, matrix: Matrix) -> Result<(), Stop> {
        let notes = inherited(self.document, id, b"Annots").and_then(|notes| notes.as_array().ok());
        for note in notes.into_iter().flatten() {
            self.purse.mark()?;
            let Ok((_, Object::Dictionary(note))) = self.document.dereference(note) else {
                continue;
            };
            let kind = note.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
            if !matches!(kind, b"Widget" | b"FreeText") {
                continue;
            }
            let looks = note.get_deref(b"AP", self.document).and_then(Object::as_dict);
            let look = looks.and_then(|looks| looks.get_deref(b"N", self.document));
            let Ok(look) = look.and_then(Object::as_stream) else { continue };
            let corner = note.get_deref(b"Rect", self.document).and_then(Object::as_array);
            let corner = corner.map(|sides| numbers(sides)).unwrap_or_default();
            if let &[a, b, c, d] = corner.as_slice() {
                let at = Matrix::shift(a.min(c), b.min(d)).then(matrix);
                self.state = State::at(at);
                self.draw_form(look, at, &Dictionary::new())?;
            }
        }
        Ok(())
    }
}
