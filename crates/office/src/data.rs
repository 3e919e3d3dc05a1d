//! The data that ships inside: frameworks, forms, policies, indicators and the example region.

use jiff::civil::Date;
use programme::code::FrameworkKey;
use programme::codebook::Codebook;
use programme::framework::{Framework, FrameworkText, Publication};
use programme::id::FrameworkId;
use programme::question::Questions;
use rust_embed::RustEmbed;
use uuid::Uuid;

use crate::Error;

#[derive(RustEmbed)]
#[folder = "../../data"]
struct Data;

/// A file of the data that ships inside, by its path under `data/`.
pub(crate) fn bytes(path: &str) -> Result<Vec<u8>, Error> {
    let file = Data::get(path).ok_or_else(|| Error::DataMissing { path: path.to_owned() })?;
    Ok(file.data.into_owned())
}

/// A text file of the data that ships inside.
pub(crate) fn text(path: &str) -> Result<String, Error> {
    String::from_utf8(bytes(path)?).map_err(|_| Error::DataMissing { path: path.to_owned() })
}

/// The paths of the data files in a folder, sorted.
pub(crate) fn paths(folder: &str) -> Vec<String> {
    let mut paths: Vec<String> = Data::iter()
        .filter(|path| path.starts_with(folder))
        .map(std::borrow::Cow::into_owned)
        .collect();
    paths.sort();
    paths
}

/// The texts of the frameworks that ship inside, published from the first.
pub(crate) fn framework_texts() -> Result<Vec<FrameworkText>, Error> {
    paths("frameworks/").into_iter().map(framework_text).collect()
}

fn framework_text(path: String) -> Result<FrameworkText, Error> {
    let key = path.strip_prefix("frameworks/").and_then(|file| file.strip_suffix(".toml"));
    let key: Option<FrameworkKey> = key.and_then(|key| key.parse().ok());
    let Some(key) = key else { return Err(Error::DataMissing { path }) };
    Ok(FrameworkText {
        id: FrameworkId::new(Uuid::nil()),
        copy_of: key.clone(),
        key,
        text: text(&path)?,
        publication: Publication::Published { on: Date::MIN },
    })
}

/// The framework that ships inside under that key.
pub(crate) fn framework(key: &str) -> Result<Framework, Error> {
    let path = format!("frameworks/{key}.toml");
    Framework::from_toml(&text(&path)?).map_err(|_| Error::DataMissing { path })
}

/// The codebook that ships inside.
pub(crate) fn codebook() -> Result<Codebook, Error> {
    let path = "codebooks/insights.toml";
    Codebook::from_toml(&text(path)?).map_err(|_| Error::DataMissing { path: path.to_owned() })
}

/// How a return asks for its answers, unless a round asks otherwise.
pub(crate) fn questions() -> Result<Questions, Error> {
    let path = "questions/return.toml";
    Questions::from_toml(&text(path)?).map_err(|_| Error::DataMissing { path: path.to_owned() })
}

/// The forms that ship inside.
pub(crate) fn forms() -> Result<intake::Forms, Error> {
    intake::Forms::ours().map_err(|_| Error::DataMissing { path: "forms".to_owned() })
}

/// The disclosure policy of that name.
pub(crate) fn policy(name: &str) -> Result<disclosure::Policy, Error> {
    let known: Vec<String> = paths("disclosure/")
        .iter()
        .filter_map(|path| path.strip_prefix("disclosure/")?.strip_suffix(".toml"))
        .map(str::to_owned)
        .collect();
    if !known.iter().any(|one| one == name) {
        let known = crate::import::in_words(&known);
        return Err(Error::Unknown {
            what: format!("“{name}” is not a disclosure policy; there is {known}"),
        });
    }
    let path = format!("disclosure/{name}.toml");
    disclosure::Policy::from_toml(&text(&path)?).map_err(|_| Error::DataMissing { path })
}
