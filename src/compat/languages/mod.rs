//! The schema languages: one file each, one line each in the list.

mod avro;
mod json_schema;
mod protobuf;

use crate::compat::language::Language;

/// Every language. The first is that of schemas whose file's ending says nothing.
pub const LANGUAGES: [&Language; 3] =
    [&json_schema::LANGUAGE, &avro::LANGUAGE, &protobuf::LANGUAGE];

/// The language of a file, by its ending.
pub fn of(path: &str) -> &'static Language {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let known = LANGUAGES.into_iter().find(|language| language.endings.contains(&ending));
    known.unwrap_or(LANGUAGES[0])
}
