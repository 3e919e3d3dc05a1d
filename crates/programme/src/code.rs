//! Names that people and the world already use: organisation codes, round keys,
//! sub-categories, indicator keys. They are parsed, never invented.

use std::fmt;
use std::str::FromStr;

/// Text that was offered as a code and is not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not {what}, like {example}")]
pub struct NotACode {
    text: String,
    what: &'static str,
    example: &'static str,
}

fn is_key(text: &str) -> bool {
    (1..=80).contains(&text.len())
        && text.starts_with(|first: char| first.is_ascii_alphanumeric())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_' || c == '.')
}

fn is_sub_category(text: &str) -> bool {
    matches!(text.as_bytes(), [b'A'..=b'Z', b'1'..=b'9'] | [b'A'..=b'Z', b'1'..=b'9', b'0'..=b'9'])
}

fn is_ods_code(text: &str) -> bool {
    (3..=10).contains(&text.len())
        && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

fn is_ons_code(text: &str) -> bool {
    matches!(text.as_bytes(), [b'E', digits @ ..] if digits.len() == 8 && digits.iter().all(u8::is_ascii_digit))
}

fn is_web_address(text: &str) -> bool {
    let host =
        text.strip_prefix("https://").map_or("", |rest| rest.split('/').next().unwrap_or(""));
    host.contains('.') && !text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '"')
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident $rule:path, $what:literal, $example:literal);+ $(;)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The code as people write it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = NotACode;

            fn from_str(text: &str) -> Result<Self, NotACode> {
                let text = text.trim();
                if $rule(text) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(NotACode { text: text.to_owned(), what: $what, example: $example })
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )+};
}

codes! {
    /// The short code by which a region knows an organisation: its ODS code where it has one.
    OrganisationCode is_key, "an organisation code", "QTR or three-rivers-carers";
    /// The code of the Organisation Data Service, such as `QTR`, where a body has one.
    OdsCode is_ods_code, "an ODS code", "QTR or UTR01";
    /// The code of the Office for National Statistics for the area of a body, such as `E10000099`.
    OnsCode is_ons_code, "an ONS code", "E10000099";
    /// The key of a round, such as `2024-planning`.
    RoundKey is_key, "the key of a round", "2024-planning";
    /// The key of a plan, such as `action-plan-2026`.
    PlanKey is_key, "the key of a plan", "action-plan-2026";
    /// The key of a framework, such as `gloucestershire-2024`.
    FrameworkKey is_key, "the key of a framework", "gloucestershire-2024";
    /// The code of a node of a framework, such as `maternity`, or `B3` for a sub-category.
    NodeCode is_key, "the code of a node", "maternity or B3";
    /// The address of a page on the web, which a link may lead to.
    WebAddress is_web_address, "the address of a page", "https://www.england.nhs.uk/";
    /// The key of an indicator, such as `ndpp-attendance`.
    IndicatorKey is_key, "the key of an indicator", "ndpp-attendance";
    /// The key of a code in the codebook, such as `data-access`.
    CodeKey is_key, "the key of a code", "data-access";
    /// A sub-category of a framework by theme and number, such as `B3`.
    SubCategory is_sub_category, "a sub-category", "B3";
}

impl SubCategory {
    /// The theme the sub-category belongs to, such as `B`.
    pub fn theme(&self) -> char {
        self.0.chars().next().unwrap_or('A')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_the_input_and_shows_a_good_one() {
        let refusal = "B33x".parse::<SubCategory>().unwrap_err();
        assert_eq!(refusal.to_string(), "“B33x” is not a sub-category, like B3");
        assert!("../etc".parse::<OrganisationCode>().is_err());
        let refusal = "E1000".parse::<OnsCode>().unwrap_err();
        assert_eq!(refusal.to_string(), "“E1000” is not an ONS code, like E10000099");
        assert!("E10000099".parse::<OnsCode>().is_ok() && "W10000099".parse::<OnsCode>().is_err());
        assert!("UTR01".parse::<OdsCode>().is_ok());
        assert!(
            ["QT", "QTR-01", "qtr", "ABCDEFGHIJK"].iter().all(|no| no.parse::<OdsCode>().is_err())
        );
        assert_eq!(" B3 ".parse::<SubCategory>().unwrap().theme(), 'B');
    }
}
