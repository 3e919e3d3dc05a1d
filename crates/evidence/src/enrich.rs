//! What a record's codes mean, as functions of one column that the scan calls.
//!
//! Each gives a small number to group by; "unknown" is a number too, so no record is dropped.

use std::sync::Arc;

use datafusion::arrow::array::{Array, AsArray, PrimitiveArray, StringViewArray};
use datafusion::arrow::datatypes::{
    ArrowPrimitiveType, DataType, Date32Type, Int32Type, UInt8Type, UInt16Type,
};
use datafusion::common::exec_err;
use datafusion::logical_expr::{ColumnarValue, ScalarUDF, Volatility, create_udf};
use population::{EthnicCategory, EthnicGroup, QuinaryBand, Sex};
use programme::indicator::{ColumnType, PeriodKind};

use crate::areas::{Areas, Larger};
use crate::extract::is_readable;
use crate::period;

/// How ethnicity is recorded, as far as completeness asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Coded {
    /// One of the eleven categories that say which.
    Known(EthnicGroup),
    /// One of the five that say “other”: C, G, L, P and S.
    Other(EthnicGroup),
    /// Z: asked, and not stated.
    NotStated,
    /// 99: not asked.
    NotKnown,
    /// Nothing.
    Blank,
    /// Something that is no code.
    NotACode,
}

impl Coded {
    fn read(field: &str) -> Self {
        let category = EthnicCategory::read(field);
        match category {
            EthnicCategory::OtherWhite
            | EthnicCategory::OtherMixed
            | EthnicCategory::OtherAsian
            | EthnicCategory::OtherBlack
            | EthnicCategory::AnyOther => Self::Other(category.group()),
            EthnicCategory::NotStated => Self::NotStated,
            EthnicCategory::NotKnown => Self::NotKnown,
            EthnicCategory::NotRecorded if field.trim().is_empty() => Self::Blank,
            EthnicCategory::NotRecorded => Self::NotACode,
            EthnicCategory::British
            | EthnicCategory::Irish
            | EthnicCategory::WhiteAndBlackCaribbean
            | EthnicCategory::WhiteAndBlackAfrican
            | EthnicCategory::WhiteAndAsian
            | EthnicCategory::Indian
            | EthnicCategory::Pakistani
            | EthnicCategory::Bangladeshi
            | EthnicCategory::Caribbean
            | EthnicCategory::African
            | EthnicCategory::Chinese => Self::Known(category.group()),
        }
    }

    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Known(group) => position(&EthnicGroup::ALL, &group),
            Self::NotStated => 10,
            Self::NotKnown => 11,
            Self::Blank => 12,
            Self::NotACode => 13,
            Self::Other(group) => 20 + position(&EthnicGroup::ALL, &group),
        }
    }

    fn group(number: u8) -> Option<EthnicGroup> {
        EthnicGroup::ALL.get(usize::from(number)).copied()
    }

    pub(crate) fn numbered(number: u8) -> Self {
        match number {
            10 => Self::NotStated,
            11 => Self::NotKnown,
            12 => Self::Blank,
            20.. => Self::group(number - 20).map_or(Self::NotACode, Self::Other),
            number => Self::group(number).map_or(Self::NotACode, Self::Known),
        }
    }
}

pub(crate) fn position<T: PartialEq>(all: &[T], one: &T) -> u8 {
    let at = all.iter().position(|other| other == one).unwrap_or(all.len());
    u8::try_from(at).unwrap_or(u8::MAX)
}

/// What stands for an age that is not known, above every age that is.
pub(crate) const NO_AGE: u8 = u8::MAX;

/// The functions a scan calls on the columns of an extract.
pub(crate) struct Functions {
    pub(crate) period: ScalarUDF,
    /// The same of a column of dates.
    pub(crate) period_of_day: ScalarUDF,
    pub(crate) place: ScalarUDF,
    pub(crate) local: ScalarUDF,
    pub(crate) ethnicity: ScalarUDF,
    pub(crate) sex: ScalarUDF,
    /// The five-year band.
    pub(crate) age: ScalarUDF,
    /// The age in whole years; nobody has an age that is not known.
    pub(crate) years: ScalarUDF,
    pub(crate) area: ScalarUDF,
    pub(crate) icb: ScalarUDF,
    /// Whether the place is looked up in the directory of postcodes: 1 if so.
    pub(crate) asks: ScalarUDF,
}

impl Functions {
    pub(crate) fn new(kind: PeriodKind, areas: &Arc<Areas>) -> Self {
        Self {
            period: function::<Int32Type>("period_of", move |text| period::number(kind, text)),
            period_of_day: period_of_day(kind),
            place: {
                let areas = Arc::clone(areas);
                function::<UInt8Type>("place_of", move |text| areas.place(text).number())
            },
            local: {
                let areas = Arc::clone(areas);
                function::<UInt8Type>("local_of", move |text| areas.local(text))
            },
            area: within("area_of", areas, Larger::District),
            icb: within("icb_of", areas, Larger::Board),
            ethnicity: function::<UInt8Type>("ethnicity_of", |text| Coded::read(text).number()),
            sex: function::<UInt8Type>("sex_of", |text| position(&Sex::ALL, &Sex::read(text))),
            age: function::<UInt8Type>("age_of", |text| QuinaryBand::read(text).number()),
            years: function::<UInt8Type>("years_of", |text| text.trim().parse().unwrap_or(NO_AGE)),
            asks: function::<UInt8Type>("asks_directory", |text| {
                u8::from(Areas::asks_directory(text))
            }),
        }
    }
}

/// Every function that a scan may call.
pub(crate) fn all(functions: Functions) -> Vec<ScalarUDF> {
    let Functions {
        period,
        period_of_day,
        place,
        local,
        ethnicity,
        sex,
        age,
        years,
        area,
        icb,
        asks,
    } = functions;
    let mut all =
        vec![period, period_of_day, place, local, ethnicity, sex, age, years, area, icb, asks];
    all.push(plain_date());
    all.extend(ColumnType::ALL.map(unreadable));
    all
}

fn within(name: &str, areas: &Arc<Areas>, larger: Larger) -> ScalarUDF {
    let areas = Arc::clone(areas);
    function::<UInt16Type>(name, move |text| areas.within(larger, text))
}

/// The period of each day of a column of dates, as Parquet holds them: to write one out and read it
/// again would take longer than all else.
fn period_of_day(kind: PeriodKind) -> ScalarUDF {
    let call = move |arguments: &[ColumnarValue]| {
        let arrays = ColumnarValue::values_to_arrays(arguments)?;
        let days = arrays.first().and_then(|array| array.as_primitive_opt::<Date32Type>());
        let Some(days) = days else { return exec_err!("a column of dates is needed") };
        // A day is met often, and nearly every one has a place of its own.
        let mut met = vec![None; 1 << PLACES];
        let numbers = days.iter().map(|day| {
            let Some(day) = day else { return period::UNREADABLE };
            let at = usize::try_from(day.rem_euclid(1 << PLACES)).unwrap_or(0);
            match met.get_mut(at) {
                Some(Some((known, number))) if *known == day => *number,
                Some(place) => place.insert((day, period::of_day(kind, day))).1,
                None => period::of_day(kind, day),
            }
        });
        let numbers: PrimitiveArray<Int32Type> = PrimitiveArray::from_iter_values(numbers);
        Ok(ColumnarValue::Array(Arc::new(numbers) as Arc<dyn Array>))
    };
    let (takes, gives) = (vec![DataType::Date32], DataType::Int32);
    create_udf("period_of_day", takes, gives, Volatility::Immutable, Arc::new(call))
}

/// Whether a field is something, and not what its column holds: 1 if so.
pub(crate) fn unreadable(holds: ColumnType) -> ScalarUDF {
    let name = format!("not_a_{}", holds.word().replace(' ', "_"));
    let is_bad = move |text: &str| !text.trim().is_empty() && !is_readable(holds, text);
    function::<UInt8Type>(&name, move |text| u8::from(is_bad(text)))
}

/// A date as it is compared: `2024-03-31`, however it was written; null if it is none.
pub(crate) fn plain_date() -> ScalarUDF {
    let call = |arguments: &[ColumnarValue]| {
        let arrays = ColumnarValue::values_to_arrays(arguments)?;
        let Some(texts) = arrays.first().and_then(|array| array.as_string_view_opt()) else {
            return exec_err!("a column of text is needed");
        };
        let days = texts.iter().map(|text| period::date(text?).map(|day| day.to_string()));
        let days: StringViewArray = days.collect();
        Ok(ColumnarValue::Array(Arc::new(days) as Arc<dyn Array>))
    };
    let types = vec![DataType::Utf8View];
    create_udf("plain_date", types, DataType::Utf8View, Volatility::Immutable, Arc::new(call))
}

/// The numbers of short texts that a batch has met, each at a place of its own: most columns hold few
/// different ones, and to meet one again is cheaper than to read it.
struct Met<T: ArrowPrimitiveType>(Vec<Option<(u128, T::Native)>>);

/// How many places there are, and by how many bits a text is told from others.
const PLACES: u32 = 11;

/// The longest text that is held whole in its view: twelve letters behind its length.
const SHORT: usize = 12;

impl<T: ArrowPrimitiveType> Met<T> {
    fn new() -> Self {
        Self(vec![None; 1 << PLACES])
    }

    fn or_else(&mut self, view: u128, text: &str, of: impl FnOnce() -> T::Native) -> T::Native {
        // A text that is missing may have the view of another.
        if text.is_empty() || text.len() > SHORT {
            return of();
        }
        let mixed = (view ^ (view >> 64)).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
        let at = usize::try_from(mixed >> (128 - PLACES)).unwrap_or(0);
        let Some(place) = self.0.get_mut(at) else { return of() };
        match place {
            Some((known, number)) if *known == view => *number,
            Some(_) | None => {
                let number = of();
                *place = Some((view, number));
                number
            }
        }
    }
}

fn function<T: ArrowPrimitiveType>(
    name: &str,
    of: impl Fn(&str) -> T::Native + Send + Sync + 'static,
) -> ScalarUDF {
    let call = move |arguments: &[ColumnarValue]| {
        let arrays = ColumnarValue::values_to_arrays(arguments)?;
        let Some(texts) = arrays.first().and_then(|array| array.as_string_view_opt()) else {
            return exec_err!("a column of text is needed");
        };
        let mut met = Met::<T>::new();
        let numbers = texts.views().iter().zip(texts.iter()).map(|(view, text)| {
            let text = text.unwrap_or_default();
            met.or_else(*view, text, || of(text))
        });
        let numbers: PrimitiveArray<T> = PrimitiveArray::from_iter_values(numbers);
        Ok(ColumnarValue::Array(Arc::new(numbers) as Arc<dyn Array>))
    };
    let types = vec![DataType::Utf8View];
    create_udf(name, types, T::DATA_TYPE, Volatility::Immutable, Arc::new(call))
}

#[cfg(test)]
mod tests {
    use super::Coded;

    #[test]
    fn every_way_of_not_knowing_keeps_its_number() {
        for (field, coded) in [
            ("Z", Coded::NotStated),
            ("99", Coded::NotKnown),
            ("  ", Coded::Blank),
            ("X", Coded::NotACode),
        ] {
            assert_eq!(Coded::read(field), coded);
            assert_eq!(Coded::numbered(coded.number()), coded);
        }
        for field in ["A", "D1", "J", "M", "R", "C", "G1", "L", "P", "S"] {
            let coded = Coded::read(field);
            let is_other = "CGLPS".contains(field.get(..1).unwrap());
            assert_eq!(matches!(coded, Coded::Other(_)), is_other, "{field}");
            assert_eq!(matches!(coded, Coded::Known(_)), !is_other, "{field}");
            assert_eq!(Coded::numbered(coded.number()), coded);
        }
    }
}
