//! What is read: a file, what its owner says of it, and its letters.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use encoding_rs::Encoding;
use icu_normalizer::ComposingNormalizerBorrowed;
use readerly::article::native::{NativeHtml, NativeUrls};
use readerly::article::source::{self, Context, Document, Format};
use readerly::article::{Article, MAX_BYTES, ReadError, Warning, charset};
use readerly::json;

use crate::arguments::SourceArguments;
use crate::failure::Failure;

/// A file that has been opened, with everything that is said of it.
pub struct Source {
    /// The file for messages.
    pub name: String,
    text: String,
    map: Option<String>,
    arguments: SourceArguments,
}

impl Source {
    /// Reads the file, and that of the map.
    ///
    /// # Errors
    /// When one of them cannot be read, or is no text; or the map is no JSON.
    pub fn open(arguments: SourceArguments) -> Result<Self, Failure> {
        let map = arguments.map.as_deref().map(map).transpose()?;
        let name = name_of(&arguments.file);
        let bytes = bytes_of(&arguments.file, &name)?;
        if bytes.len() > MAX_BYTES {
            let error = ReadError::TooLarge { bytes: bytes.len() };
            return Err(Failure::NoArticle { name, error });
        }
        let charset = arguments.charset.as_deref().unwrap_or_default();
        let content_type = ["; charset=", charset].concat();
        let Some(text) = charset::text_of(bytes, &content_type, &decoded) else {
            let problem =
                "is not UTF-8; name its encoding with --charset, such as --charset windows-1258";
            return Err(Failure::File {
                name,
                problem: problem.to_owned(),
            });
        };
        Ok(Self {
            name,
            text,
            map,
            arguments,
        })
    }

    /// Where the file is published; empty where nobody says.
    pub fn base(&self) -> &str {
        self.arguments.base.as_deref().unwrap_or_default()
    }

    /// The article in it, and what was wrong.
    ///
    /// # Errors
    /// When it holds none.
    pub fn read(&self) -> Result<(Article, Vec<Warning>), Failure> {
        self.parsed(
            &self.document(),
            self.arguments.format(),
            self.map.as_deref(),
        )
    }

    /// The article in article JSON that was made of it.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_own(&self, text: &str) -> Result<(Article, Vec<Warning>), Failure> {
        let document = Document {
            text,
            content_type: "",
        };
        self.parsed(&document, Format::Json, None)
    }

    /// Whether the widget reads it with its first module, and visitors download
    /// no other.
    pub fn is_read_at_once(&self) -> bool {
        let html = NativeHtml { base: self.base() };
        let context = self.context(&html, self.map.as_deref());
        source::read_own(&self.document(), self.arguments.format(), &context).is_ok()
    }

    /// What would help against the warnings.
    pub fn advice(&self, warnings: &[Warning]) -> Option<&'static str> {
        let is_relative = |warning: &Warning| warning.as_str().contains(" is not an address");
        (self.arguments.base.is_none() && warnings.iter().any(is_relative)).then_some(
            "relative addresses need to know where the file is published: add --base URL",
        )
    }

    fn parsed(
        &self,
        document: &Document<'_>,
        format: Format,
        map: Option<&str>,
    ) -> Result<(Article, Vec<Warning>), Failure> {
        let html = NativeHtml { base: self.base() };
        source::read(document, format, &self.context(&html, map)).map_err(|error| {
            Failure::NoArticle {
                name: self.name.clone(),
                error,
            }
        })
    }

    fn document(&self) -> Document<'_> {
        let ending = self.arguments.file.extension().unwrap_or_default();
        let is_of = |endings: &[&str]| endings.iter().any(|one| ending.eq_ignore_ascii_case(one));
        let content_type = match ending {
            _ if is_of(&["html", "htm", "xhtml"]) => "text/html",
            _ if is_of(&["json"]) => "application/json",
            _ => "",
        };
        Document {
            text: &self.text,
            content_type,
        }
    }

    fn context<'a>(&'a self, html: &'a NativeHtml<'a>, map: Option<&'a str>) -> Context<'a> {
        Context {
            base: self.base(),
            urls: &NativeUrls,
            html,
            map,
            item: self.arguments.item.as_deref(),
        }
    }
}

fn name_of(path: &Path) -> String {
    match path.to_str() {
        Some("-") => "standard input".to_owned(),
        _ => path.display().to_string(),
    }
}

/// All of a file, as far as the reader goes.
fn bytes_of(path: &Path, name: &str) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let most = MAX_BYTES as u64 + 1;
    let read = match path.to_str() {
        Some("-") => io::stdin().lock().take(most).read_to_end(&mut bytes),
        _ => File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes)),
    };
    match read {
        Ok(_) => Ok(bytes),
        Err(error) => Err(Failure::File {
            name: name.to_owned(),
            problem: format!("cannot be read: {error}; check its name and who may read it"),
        }),
    }
}

/// The owner's map, which has to be JSON: a mistake in it is no matter of the article.
fn map(path: &Path) -> Result<String, Failure> {
    let name = name_of(path);
    let bytes = bytes_of(path, &name)?;
    let Ok(text) = String::from_utf8(bytes) else {
        let problem = "--map names a file that is not UTF-8".to_owned();
        return Err(Failure::Option {
            place: name,
            problem,
        });
    };
    match json::parse(&text) {
        Ok(json::Value::Object(_)) => Ok(text),
        Ok(_) => Err(Failure::Option {
            place: name,
            problem: "--map wants an object such as {\"title\": \"/data/headline\", \"body\": \"/data/html\"}".to_owned(),
        }),
        Err(fault) => Err(Failure::Option {
            place: format!("{name}:{}:{}", fault.line, fault.column),
            problem: "--map wants JSON, and this is none from here on".to_owned(),
        }),
    }
}

/// The letters of bytes in an encoding that browsers know by this label.
fn decoded(label: &str, bytes: &[u8]) -> Option<String> {
    let encoding = Encoding::for_label(label.as_bytes())?;
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    if encoding == encoding_rs::WINDOWS_1258 {
        // It writes a letter's tone as a mark of its own.
        return Some(
            ComposingNormalizerBorrowed::new_nfc()
                .normalize(&text)
                .into_owned(),
        );
    }
    Some(text.into_owned())
}
