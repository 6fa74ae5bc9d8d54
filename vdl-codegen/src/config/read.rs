//! Text to options, with every mistake at its place.

use std::fs;
use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use vdl_parser::diagnostic::code::Code;
use vdl_parser::diagnostic::suggest::nearest;
use vdl_parser::diagnostic::{Diagnostic, Diagnostics};
use vdl_parser::source::{SourceMap, Span};

use super::Config;
use super::keys::{KEYS, Key, NATIVE_KEYS, NativeKey, PATH_KEYS, PathKey};
use super::search::{Place, options_in};
use crate::options::Native;

/// Reads a file of options. What is wrong is pushed; the rest counts.
pub fn read(place: &Place, sources: &mut SourceMap, diagnostics: &mut Diagnostics) -> Config {
    let path = place.path();
    let mut config = Config::default();
    let text = match fs::read(path).map(String::from_utf8) {
        Ok(Ok(text)) => text,
        Ok(Err(_)) => {
            let message = format!("`{}` is not UTF-8 text", path.display());
            diagnostics.push(Diagnostic::unplaced(Code::GenerateBadOptions, message));
            return config;
        }
        Err(error) => {
            let message = format!("cannot read `{}`: {error}", path.display());
            diagnostics.push(Diagnostic::unplaced(Code::EnvUnreadable, message));
            return config;
        }
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let disk_path = path.to_str().map(str::to_owned);
    let Ok(source) = sources.add(name, disk_path, text.clone().into_bytes()) else {
        let message = format!("`{}` is too large", path.display());
        diagnostics.push(Diagnostic::unplaced(Code::EnvTooMuchSource, message));
        return config;
    };
    let mut reader = Reader {
        start: sources.source(source).start(),
        directory: path.parent().unwrap_or(path),
        config: &mut config,
        diagnostics,
    };
    let (table, errors) = DeTable::parse_recoverable(&text);
    match place {
        Place::File(_) => {
            let is_sound = errors.is_empty();
            for error in errors {
                let message = error.message().trim_end_matches('.').to_owned();
                reader.refuse(error.span().unwrap_or(0..0), message);
            }
            // What was made of broken text would only lead to more.
            if is_sound {
                reader.table(table.get_ref());
            }
        }
        Place::Manifest(_) => {
            if let Some(options) = options_in(table.get_ref()) {
                reader.table(options);
            }
        }
    }
    config
}

struct Reader<'a> {
    /// Where the file is among all sources.
    start: u32,
    /// Where relative paths start.
    directory: &'a Path,
    config: &'a mut Config,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn table(&mut self, table: &DeTable<'_>) {
        for (key, value) in in_order(table) {
            let Some((_, kind)) = KEYS
                .iter()
                .find(|(name, _)| *name == key.get_ref().as_ref())
            else {
                self.unknown(key, KEYS.iter().map(|(name, _)| *name));
                continue;
            };
            match kind {
                Key::Flag(set) => {
                    if let Some(flag) = self.flag(key, value) {
                        set(self.config, flag);
                    }
                }
                Key::Text(set) => {
                    if let Some(text) = self.text(key, value) {
                        self.options(value, |_, config| set(config, text));
                    }
                }
                Key::Texts(set) => {
                    for text in self.texts(key, value) {
                        set(self.config, text);
                    }
                }
                Key::File(set) => {
                    if let Some(text) = self.text(key, value) {
                        set(self.config, self.directory.join(text));
                    }
                }
                Key::Files(set) => {
                    for text in self.texts(key, value) {
                        set(self.config, self.directory.join(text));
                    }
                }
                Key::Paths => self.paths(key, value),
            }
        }
    }

    fn paths(&mut self, key: &Spanned<impl AsRef<str>>, value: &Spanned<DeValue<'_>>) {
        let Some(paths) = self.subtable(key, value) else {
            return;
        };
        for (path, value) in in_order(paths) {
            if let Some(table) = self.subtable(path, value) {
                self.path(path.get_ref(), table);
            }
        }
    }

    fn path(&mut self, path: &str, table: &DeTable<'_>) {
        for (key, value) in in_order(table) {
            let Some((_, kind)) = PATH_KEYS
                .iter()
                .find(|(name, _)| *name == key.get_ref().as_ref())
            else {
                self.unknown(key, PATH_KEYS.iter().map(|(name, _)| *name));
                continue;
            };
            match kind {
                PathKey::Flag(set) => {
                    if self.flag(key, value) == Some(true) {
                        self.config.edit(|options| set(options, path));
                    }
                }
                PathKey::Text(set) => {
                    if let Some(text) = self.text(key, value) {
                        self.config.edit(|options| set(options, path, text));
                    }
                }
                PathKey::Texts(set) => {
                    for text in self.texts(key, value) {
                        self.config.edit(|options| set(options, path, text));
                    }
                }
                PathKey::Native => self.native(path, key, value),
            }
        }
    }

    fn native(&mut self, path: &str, key: &Spanned<impl AsRef<str>>, value: &Spanned<DeValue<'_>>) {
        if value.get_ref().as_bool() == Some(false) {
            return self.config.edit(|options| options.without_native(path));
        }
        if let Some(text) = value.get_ref().as_str() {
            return self
                .config
                .edit(|options| options.native(path, Native::new(text)));
        }
        let DeValue::Table(table) = value.get_ref() else {
            return self.wrong(key, value, "the path of a type, a table, or false");
        };
        let Some(ty) = table.get("type").and_then(|ty| ty.get_ref().as_str()) else {
            return self.wrong(key, value, "a table with the path of a `type`");
        };
        let mut native = Native::new(ty);
        for (key, value) in in_order(table) {
            let Some((_, kind)) = NATIVE_KEYS
                .iter()
                .find(|(name, _)| *name == key.get_ref().as_ref())
            else {
                self.unknown(key, NATIVE_KEYS.iter().map(|(name, _)| *name));
                continue;
            };
            match kind {
                NativeKey::Type => {}
                NativeKey::Flag(set) => {
                    if self.flag(key, value) == Some(true) {
                        native = set(native);
                    }
                }
                NativeKey::Text(set) => {
                    if let Some(text) = self.text(key, value) {
                        native = set(native, text);
                    }
                }
            }
        }
        self.config.edit(|options| options.native(path, native));
    }

    /// Sets something that may refuse the value.
    fn options(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        set: impl FnOnce(&Path, &mut Config) -> Result<(), String>,
    ) {
        if let Err(message) = set(self.directory, self.config) {
            self.refuse(value.span(), message);
        }
    }

    fn flag(
        &mut self,
        key: &Spanned<impl AsRef<str>>,
        value: &Spanned<DeValue<'_>>,
    ) -> Option<bool> {
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong(key, value, "true or false");
        }
        flag
    }

    fn text<'v>(
        &mut self,
        key: &Spanned<impl AsRef<str>>,
        value: &'v Spanned<DeValue<'_>>,
    ) -> Option<&'v str> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong(key, value, "a string");
        }
        text
    }

    fn texts<'v>(
        &mut self,
        key: &Spanned<impl AsRef<str>>,
        value: &'v Spanned<DeValue<'_>>,
    ) -> Vec<&'v str> {
        let texts = match value.get_ref() {
            DeValue::String(text) => Some(vec![text.as_ref()]),
            DeValue::Array(list) => list.iter().map(|text| text.get_ref().as_str()).collect(),
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Table(_) => None,
        };
        texts.unwrap_or_else(|| {
            self.wrong(key, value, "a string or a list of strings");
            Vec::new()
        })
    }

    fn subtable<'v, 'i>(
        &mut self,
        key: &Spanned<impl AsRef<str>>,
        value: &'v Spanned<DeValue<'i>>,
    ) -> Option<&'v DeTable<'i>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong(key, value, "a table");
        }
        table
    }

    fn unknown<'k>(
        &mut self,
        key: &Spanned<impl AsRef<str>>,
        known: impl Iterator<Item = &'k str>,
    ) {
        let name = key.get_ref().as_ref();
        let message = format!("there is no option `{name}` here");
        let mut found = self.diagnostic(key.span(), message);
        if let (Some(near), Some(span)) = (nearest(name, known), found.span) {
            found = found.fix(format!("did you mean `{near}`?"), span, near);
        }
        self.diagnostics.push(found);
    }

    fn wrong(
        &mut self,
        key: &Spanned<impl AsRef<str>>,
        value: &Spanned<DeValue<'_>>,
        expected: &str,
    ) {
        let message = format!("option `{}` takes {expected}", key.get_ref().as_ref());
        self.refuse(value.span(), message);
    }

    fn refuse(&mut self, place: Range<usize>, message: String) {
        let found = self.diagnostic(place, message);
        self.diagnostics.push(found);
    }

    fn diagnostic(&self, place: Range<usize>, message: String) -> Diagnostic {
        // Files that are larger than offsets are not read.
        let offset = |at: usize| self.start + u32::try_from(at).unwrap_or_default();
        let span = Span::new(offset(place.start), offset(place.end));
        Diagnostic::new(Code::GenerateBadOptions, span, message)
    }
}

/// The entries of a table as they are written.
fn in_order<'t, 'i>(
    table: &'t DeTable<'i>,
) -> Vec<(
    &'t Spanned<toml::de::DeString<'i>>,
    &'t Spanned<DeValue<'i>>,
)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}
