//! One section of a number format: its pieces, and the number they show.

use super::digits;

/// A section of a format.
#[derive(Clone, Debug, Default)]
pub(super) struct Section {
    pub(super) pieces: Vec<Piece>,
    /// The numbers it is for, if it says so.
    pub(super) condition: Option<Condition>,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Words(String),
    /// A place for a digit: `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    /// A power of ten, and whether its plus is shown.
    Power(bool),
    /// A fraction's stroke, or a date's.
    Stroke,
    General,
    /// The words of a cell that holds words.
    Text,
    Year(usize),
    /// A month, or minutes if it stands beside hours or seconds.
    Month(usize),
    Day(usize),
    Hour(usize),
    Second(usize),
    /// Hours, minutes or seconds counted beyond the day.
    Elapsed(char),
    /// Morning or afternoon, in the letters given.
    Half(&'static str, &'static str),
    /// The day as the reader's own country writes it in full.
    LongDate,
}

/// The numbers a section is for, such as `[>=100]`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Condition {
    less: bool,
    equal: bool,
    greater: bool,
    than: f64,
}

impl Condition {
    fn read(words: &str) -> Option<Self> {
        let number = words.trim_start_matches(['<', '>', '=']);
        let sign = words.get(..words.len() - number.len())?;
        let than = number.trim().parse().ok()?;
        let (less, equal, greater) = match sign {
            "<" => (true, false, false),
            "<=" => (true, true, false),
            "=" => (false, true, false),
            ">=" => (false, true, true),
            ">" => (false, false, true),
            "<>" => (true, false, true),
            _ => return None,
        };
        Some(Self { less, equal, greater, than })
    }

    pub(super) fn met(self, value: f64) -> bool {
        (self.less && value < self.than)
            || (self.greater && value > self.than)
            || (self.equal && (value - self.than).abs() < f64::EPSILON)
    }
}

/// Cuts a format into its sections.
pub(super) fn sections(code: &str) -> Vec<Section> {
    let mut made = vec![Section::default()];
    let mut rest = code;
    while let Some(letter) = rest.chars().next() {
        let after = rest.get(letter.len_utf8()..).unwrap_or_default();
        if letter == ';' {
            made.push(Section::default());
            rest = after;
            continue;
        }
        let Some(section) = made.last_mut() else { break };
        rest = section.take(letter, rest, after);
    }
    made
}

impl Section {
    pub(super) fn is_date(&self) -> bool {
        self.pieces.iter().any(|piece| {
            matches!(
                piece,
                Piece::Year(_)
                    | Piece::Month(_)
                    | Piece::Day(_)
                    | Piece::Hour(_)
                    | Piece::Second(_)
                    | Piece::Elapsed(_)
                    | Piece::LongDate
            )
        })
    }

    /// Takes the next piece off the front of `rest`, which begins with `letter` and goes on
    /// with `after`, and gives back what is left.
    fn take<'a>(&mut self, letter: char, rest: &'a str, after: &'a str) -> &'a str {
        let run = rest.chars().take_while(|c| c.eq_ignore_ascii_case(&letter)).count();
        let after_run = rest.get(run * letter.len_utf8()..).unwrap_or_default();
        let starts = |words: &str| {
            rest.get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words))
        };
        let skip = |count: usize| rest.get(count..).unwrap_or_default();
        let one = after.chars().next().map_or(0, char::len_utf8);
        match letter {
            '"' => {
                let end = after.find('"').unwrap_or(after.len());
                self.words(after.get(..end).unwrap_or_default());
                after.get(end + 1..).unwrap_or_default()
            }
            '\\' => {
                self.words(after.get(..one).unwrap_or_default());
                after.get(one..).unwrap_or_default()
            }
            '_' => {
                self.words(" ");
                after.get(one..).unwrap_or_default()
            }
            '*' => after.get(one..).unwrap_or_default(),
            '[' => {
                let end = after.find(']').unwrap_or(after.len());
                self.bracket(after.get(..end).unwrap_or_default());
                after.get(end + 1..).unwrap_or_default()
            }
            _ if starts("General") => self.push(Piece::General, skip(7)),
            _ if starts("AM/PM") => self.push(Piece::Half("AM", "PM"), skip(5)),
            _ if starts("A/P") => self.push(Piece::Half("A", "P"), skip(3)),
            'E' | 'e' if starts("E+") => self.push(Piece::Power(true), skip(2)),
            'E' | 'e' if starts("E-") => self.push(Piece::Power(false), skip(2)),
            '0' | '#' | '?' => self.push(Piece::Digit(letter), after),
            '.' => self.push(Piece::Point, after),
            ',' => self.push(Piece::Comma, after),
            '%' => self.push(Piece::Percent, after),
            '/' => self.push(Piece::Stroke, after),
            '@' => self.push(Piece::Text, after),
            'y' | 'Y' | 'e' | 'E' => self.push(Piece::Year(run), after_run),
            'm' | 'M' => self.push(Piece::Month(run), after_run),
            'd' | 'D' => self.push(Piece::Day(run), after_run),
            'h' | 'H' => self.push(Piece::Hour(run), after_run),
            's' | 'S' => self.push(Piece::Second(run), after_run),
            _ => {
                self.words(letter.encode_utf8(&mut [0; 4]));
                after
            }
        }
    }

    fn push<'a>(&mut self, piece: Piece, rest: &'a str) -> &'a str {
        self.pieces.push(piece);
        rest
    }

    fn words(&mut self, words: &str) {
        if let Some(Piece::Words(held)) = self.pieces.last_mut() {
            held.push_str(words);
        } else {
            self.pieces.push(Piece::Words(words.to_owned()));
        }
    }

    /// What stands in brackets: a colour, a condition, a currency, a country or a long time.
    fn bracket(&mut self, words: &str) {
        if let Some(country) = words.strip_prefix('$') {
            let (sign, country) = country.split_once('-').unwrap_or((country, ""));
            if country.eq_ignore_ascii_case("F800") {
                self.pieces.push(Piece::LongDate);
            }
            self.words(sign);
        } else if let Some(condition) = Condition::read(words) {
            self.condition = Some(condition);
        } else if let Some(unit) = words.chars().next().map(|unit| unit.to_ascii_lowercase())
            && matches!(unit, 'h' | 'm' | 's')
            && words.chars().all(|c| c.eq_ignore_ascii_case(&unit))
        {
            self.pieces.push(Piece::Elapsed(unit));
        }
    }

    /// What the section shows of a number that is not a day.
    pub(super) fn show(&self, value: f64) -> String {
        let digits = self.pieces.iter().filter(|piece| matches!(piece, Piece::Digit(_))).count();
        let is_fraction = digits > 0 && self.pieces.contains(&Piece::Stroke);
        if is_fraction
            || self.pieces.contains(&Piece::General)
            || self.pieces.contains(&Piece::Text)
        {
            return self.around(&digits::general(value));
        }
        if digits == 0 {
            let sign = if value < 0.0 && !self.pieces.is_empty() { "-" } else { "" };
            return if self.pieces.is_empty() { String::new() } else { self.around(sign) };
        }
        let percents = self.pieces.iter().filter(|piece| **piece == Piece::Percent).count();
        let mut scaled = value;
        for _ in 0..percents {
            scaled *= 100.0;
        }
        for _ in 0..self.thousands_left_out() {
            scaled /= 1_000.0;
        }
        if !scaled.is_finite() {
            return digits::general(value);
        }
        let places = self.places();
        let (whole, fraction, power) = if self.pieces.iter().any(|p| matches!(p, Piece::Power(_))) {
            let (whole, fraction, power) = digits::mantissa(scaled, places);
            (whole, fraction, Some(power))
        } else {
            let (whole, fraction) = digits::rounded(scaled, places);
            (whole, fraction, None)
        };
        let is_nothing = whole.is_empty() && fraction.bytes().all(|digit| digit == b'0');
        let sign = if scaled < 0.0 && !is_nothing { "-" } else { "" };
        format!("{sign}{}", self.put(&whole, &fraction, power))
    }

    /// The section's words with `value` where the number or the text stands.
    fn around(&self, value: &str) -> String {
        let mut said = String::new();
        let mut put = false;
        for piece in &self.pieces {
            let stands_for_it = matches!(piece, Piece::General | Piece::Text | Piece::Digit(_));
            if let Piece::Words(words) = piece {
                said.push_str(words);
            } else if *piece == Piece::Percent {
                said.push('%');
            } else if stands_for_it && !put {
                said.push_str(value);
                put = true;
            }
        }
        if put { said } else { format!("{value}{said}") }
    }

    /// How many places stand after the point.
    fn places(&self) -> usize {
        let after = self.pieces.iter().skip_while(|piece| **piece != Piece::Point);
        let after = after.take_while(|piece| !matches!(piece, Piece::Power(_)));
        after.filter(|piece| matches!(piece, Piece::Digit(_))).count()
    }

    /// How many commas stand right after the last place before the point: each leaves out
    /// three digits.
    fn thousands_left_out(&self) -> usize {
        let mut commas = 0;
        for piece in self.pieces.iter().take_while(|piece| **piece != Piece::Point) {
            if matches!(piece, Piece::Digit(_)) {
                commas = 0;
            } else if *piece == Piece::Comma {
                commas += 1;
            }
        }
        if self.pieces.contains(&Piece::Point) {
            let last =
                self.pieces.iter().rev().take_while(|piece| !matches!(piece, Piece::Digit(_)));
            commas += last.filter(|piece| **piece == Piece::Comma).count();
        }
        commas
    }

    /// Puts the digits into their places.
    fn put(&self, whole: &str, fraction: &str, power: Option<i64>) -> String {
        let is_power = |piece: &&Piece| matches!(piece, Piece::Power(_));
        let is_whole = |piece: &&Piece| **piece != Piece::Point && !is_power(piece);
        let before: Vec<&Piece> = self.pieces.iter().take_while(is_whole).collect();
        let places = before.iter().filter(|piece| is_place(piece)).count();
        let least = before.iter().filter(|piece| ***piece == Piece::Digit('0')).count();
        let last = before.iter().rposition(|piece| is_place(piece)).unwrap_or(0);
        let grouped = before.iter().take(last).any(|piece| **piece == Piece::Comma);
        let mut whole = Whole { digits: format!("{whole:0>least$}"), grouped, left: places, at: 0 };
        let mut fraction = fraction.chars();
        let mut stage = Stage::Whole;
        let mut said = String::new();
        for (at, piece) in self.pieces.iter().enumerate() {
            if let Piece::Words(words) = piece {
                said.push_str(words);
            } else if *piece == Piece::Percent {
                said.push('%');
            } else if *piece == Piece::Point && stage == Stage::Whole {
                if places == 0 {
                    said.push_str(&whole.digits);
                }
                said.push('.');
                stage = Stage::Fraction;
            } else if let Piece::Power(plus) = piece {
                let power = power.unwrap_or(0);
                let sign = match (power < 0, plus) {
                    (true, _) => "-",
                    (false, true) => "+",
                    (false, false) => "",
                };
                let width = self.pieces.iter().skip(at).filter(|piece| is_place(piece)).count();
                said.extend(["E", sign, &format!("{:0>width$}", power.abs())]);
                stage = Stage::Power;
            } else if let (Piece::Digit(kind), Stage::Fraction) = (piece, stage) {
                let digit = fraction.next().unwrap_or('0');
                let ends = digit == '0' && fraction.as_str().bytes().all(|digit| digit == b'0');
                if *kind == '0' || !ends {
                    said.push(digit);
                }
            } else if is_place(piece) && stage == Stage::Whole {
                whole.put(&mut said);
            }
        }
        said
    }
}

fn is_place(piece: &Piece) -> bool {
    matches!(piece, Piece::Digit(_))
}

/// The digits before the point while they are put into their places.
struct Whole {
    digits: String,
    grouped: bool,
    /// How many places are left.
    left: usize,
    /// How many digits were put.
    at: usize,
}

impl Whole {
    /// Puts the digits that belong to the next place: more than one, if there are fewer
    /// places than digits and it is the first.
    fn put(&mut self, said: &mut String) {
        self.left = self.left.saturating_sub(1);
        let until = self.digits.len().saturating_sub(self.left);
        for (index, digit) in self.digits.chars().enumerate().take(until).skip(self.at) {
            said.push(digit);
            let to_go = self.digits.len() - index - 1;
            if self.grouped && to_go > 0 && to_go.is_multiple_of(3) {
                said.push(',');
            }
        }
        self.at = self.at.max(until);
    }
}

/// Where in a section the digits being put are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Whole,
    Fraction,
    Power,
}
