//! The fenced examples of an explanation.

/// A block of code with its tags, as in `vdl fails`.
#[derive(Debug)]
pub(super) struct Example {
    /// `vdl` or `sh`.
    pub(super) language: String,
    /// `fails` or `works`.
    pub(super) kind: String,
    /// The lines between the fences.
    pub(super) text: String,
}

impl Example {
    /// All examples of a Markdown text.
    pub(super) fn all(markdown: &str) -> Vec<Self> {
        let mut examples = Vec::new();
        let mut open: Option<Self> = None;
        for line in markdown.split_inclusive('\n') {
            match (line.trim_end().strip_prefix("```"), open.take()) {
                (Some(_), Some(example)) => examples.push(example),
                (Some(tags), None) => {
                    let (language, kind) = tags.split_once(' ').unwrap_or((tags, ""));
                    open = Some(Self {
                        language: language.into(),
                        kind: kind.into(),
                        text: String::new(),
                    });
                }
                (None, Some(mut example)) => {
                    example.text.push_str(line);
                    open = Some(example);
                }
                (None, None) => {}
            }
        }
        assert!(open.is_none(), "a block is not closed: {markdown}");
        examples
    }
}
