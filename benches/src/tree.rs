//! A generated VDL tree of any size that uses every construct of the language.
//!
//! Packages are some ten kilobytes in two files and import their predecessor, so that a tree is a chain of dependencies
//! with documentation, types of every kind, consts with composite literals and expressions, errors and interfaces.
//!
//! Written packages are two thirds comments, at 18 bytes a token. A tree comes in two densities: [`Density::Usual`] has
//! documentation on every definition, field and method and still fewer comments than that; [`Density::Dense`] has next to
//! none, as generated packages do.

use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

/// How much of a text is comments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Density {
    /// About 60 %, 10 bytes a token.
    Usual,
    /// A quarter, 5 bytes a token.
    Dense,
}

/// Groups of definitions in one file.
const GROUPS: usize = 8;

/// Writes a tree of at least `bytes` bytes below `root`; gives its real size.
///
/// # Errors
///
/// When a file cannot be written.
pub fn write(root: &Path, bytes: usize, density: Density) -> io::Result<usize> {
    let mut written = 0;
    let mut package = 0;
    while written < bytes {
        let dir = root.join(format!("gen/p{package}"));
        fs::create_dir_all(&dir)?;
        for file in 0..2 {
            let text = file_text(package, file, density);
            written += text.len();
            fs::write(dir.join(format!("f{file}.vdl")), text)?;
        }
        package += 1;
    }
    Ok(written)
}

/// The text of one file.
#[must_use]
pub fn file_text(package: usize, file: usize, density: Density) -> String {
    let mut text = String::new();
    let previous = package.checked_sub(1);
    _ = write!(
        text,
        "{}package p{package}\n\nimport \"time\"\n",
        if file == 0 {
            "// Package of generated definitions.\n"
        } else {
            ""
        }
    );
    if let Some(previous) = previous {
        _ = writeln!(text, "import before \"gen/p{previous}\"");
    }
    for group in 0..GROUPS {
        let n = file * GROUPS + group;
        types(&mut text, n, previous);
        consts(&mut text, n, previous);
        errors_and_interfaces(&mut text, package, n, previous);
    }
    match density {
        Density::Usual => documented(&text),
        Density::Dense => text,
    }
}

/// The text with a comment before every definition, field and method that has none.
fn documented(text: &str) -> String {
    let mut out = String::with_capacity(2 * text.len());
    let mut documented = false;
    for line in text.lines() {
        let code = line.trim_start();
        let starts_item = code.starts_with(|ch: char| ch.is_ascii_uppercase())
            || ["type ", "const ", "error "]
                .iter()
                .any(|word| code.starts_with(word) && !code.ends_with('('));
        if starts_item && !documented && !code.contains("{{") {
            let indent = &line[..line.len() - code.len()];
            let name = code
                .split(|ch: char| !ch.is_alphanumeric())
                .find(|word| word.len() > 2)
                .unwrap_or("It");
            _ = writeln!(
                out,
                "{indent}// {name} is one of the things that this service keeps or says."
            );
        }
        documented = code.starts_with("//");
        out.push_str(line);
        out.push('\n');
    }
    out
}

fn types(text: &mut String, n: usize, previous: Option<usize>) {
    let inherited = previous.map_or_else(|| "string".to_owned(), |_| format!("before.Record{n}"));
    _ = write!(
        text,
        r#"
// Level{n} says how urgent a record is, from the least to the most
// urgent one. Readers ignore levels that they do not know.
type Level{n} enum {{
	Low
	Middle // the usual one
	High
}}

// Digest{n} identifies the content of a record.
type Digest{n} [4]byte

type (
	Count{n} uint32
	Ratio{n} float64
	Names{n} []string
	Index{n} map[string]Count{n}
	Marks{n} set[Level{n}]
)

// Record{n} is what the service stores: a name, some numbers, and the
// records that it follows.
type Record{n} struct {{
	Id int64 // unique in its store
	Name, Title string
	Tags []string
	// Scores are by the name of the judge.
	Scores map[string]float64
	Next ?Record{n}
	Children []Record{n}
	Level Level{n}
	Digest Digest{n}
	Extra any
	Kind typeobject
	Created time.Time
}}

type Before{n} struct {{
	Value {inherited}
	Failure error
}}

// Shape{n} is one of several forms.
type Shape{n} union {{
	Circle float64
	Label string
	Record Record{n}
}}
"#
    );
}

fn consts(text: &mut String, n: usize, previous: Option<usize>) {
    let other = previous.map_or_else(|| "int32(1)".to_owned(), |_| format!("before.Base{n}"));
    _ = write!(
        text,
        r#"
const (
	// Base{n} is where numbering starts.
	Base{n} = int32({n} + 2*3 - 1<<2)
	Next{n} = Base{n} + {other} % 7
	Mask{n} = uint64(0xff00 | 0x0f ^ 3)
	Half{n} = float64(1.0 / 3 + 0.25e-3)
	Text{n} = "text with \"quotes\", an escape \u00e9 and a number {n}"
	Raw{n} = `C:\path\{n}`
	Flag{n} = Text{n} != "" && !(Base{n} > 1000)
)

const First{n} = Record{n}{{
	Id: {n},
	Name: "name{n}",
	Title: "a title of usual length",
	Tags: {{"red", "green", "blue"}},
	Scores: {{"anna": 1.5, "bert": 2, "carl": -0.75}},
	Level: High,
	Digest: {{1, 2, 0x7f, 255}},
	Extra: Count{n}({n}),
	Kind: typeobject([]Record{n}),
}}

const Many{n} = []Record{n}{{
	{{Id: 1, Name: "one", Tags: {{"a", "b"}}, Level: Low}},
	{{Id: 2, Name: "two", Next: {{Id: 3, Name: "three"}}, Level: Middle}},
	{{Id: 4, Name: "four", Children: {{{{Id: 5}}, {{Id: 6}}}}}},
}}

const Table{n} = map[string]Shape{n}{{
	"circle": {{Circle: 2.5}},
	"label": {{Label: Text{n}}},
	"record": {{Record: {{Id: 7, Level: High}}}},
}}

const Numbers{n} = []int32{{1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, Base{n}, Next{n}}}
"#
    );
}

fn errors_and_interfaces(text: &mut String, package: usize, n: usize, previous: Option<usize>) {
    let embedded = previous.map_or_else(String::new, |_| format!("\tbefore.Reader{n}\n"));
    _ = write!(
        text,
        r#"
error (
	NotFound{n}(id int64, name string) {{RetryRefetch, "en": "record {{id}} ({{name}}) is not there"}}
	// Busy{n} asks the caller to wait.
	Busy{n}(wait time.Duration) {{RetryBackoff}}
)

// Reader{n} finds records.
type Reader{n} interface {{
	// Get{n}P{package} returns the record of an id.
	Get{n}P{package}(id int64) (record Record{n} | error) {{"read"}}
	// List{n}P{package} streams all records whose name starts with a prefix.
	List{n}P{package}(prefix string, limit int32) stream<_, Record{n}> (count int64 | error) {{"read", Count{n}(1)}}
}}

// Store{n} keeps records.
type Store{n} interface {{
	Reader{n}
{embedded}	Put{n}(record Record{n}, marks set[Level{n}]) error {{"write"}}
	Sync{n}(since time.Time) stream<Record{n}, Digest{n}> (sent, received int64 | error)
}}
"#
    );
}
