//! Findings with their source, in the look of rustc. The only module that knows the drawing library.

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use vdl_parser::diagnostic::{Diagnostic, Help, Severity};
use vdl_parser::source::{SourceId, Span};

use super::excerpt::{Excerpt, excerpt, near};
use super::place::locate;
use super::{Findings, Paint, plain, shown_path};

/// Writes all findings.
///
/// # Errors
///
/// Of the writer.
pub fn human(findings: &Findings<'_>, out: &mut dyn Write) -> io::Result<()> {
    let renderer = renderer(findings.paint);
    for diagnostic in findings.diagnostics {
        let (group, columns) = finding(findings, diagnostic);
        let mut groups = vec![group];
        groups.extend(
            diagnostic
                .help
                .iter()
                .filter_map(|help| suggestion(findings, help)),
        );
        let mut text = renderer.render(&groups);
        for Column { counted, real } in columns {
            text = text.replacen(&counted, &real, 1);
        }
        writeln!(out, "{text}\n")?;
    }
    Ok(())
}

/// A line of our own in the look of the findings, such as `error: …`.
#[must_use]
pub fn title_line(severity: Severity, text: &str, paint: Paint) -> String {
    renderer(paint).render(&[Group::with_title(
        level(severity).primary_title(plain(text)),
    )])
}

const fn renderer(paint: Paint) -> Renderer {
    match paint {
        Paint::Colors => Renderer::styled(),
        Paint::Plain => Renderer::plain(),
    }
}

const fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    }
}

/// A span to mark, with the text under it.
struct Mark<'a> {
    span: Span,
    kind: AnnotationKind,
    label: &'a str,
}

/// A place as the drawing library states it, which counts columns in the text it is given, and as it is.
struct Column {
    counted: String,
    real: String,
}

/// The finding itself: title, marked source, notes, and ways out that are words only.
fn finding<'a>(findings: &Findings<'a>, diagnostic: &'a Diagnostic) -> (Group<'a>, Vec<Column>) {
    let mut columns = Vec::new();
    let title = level(diagnostic.severity)
        .primary_title(plain(&diagnostic.message))
        .id(diagnostic.code.id());
    let mut group = Group::with_title(title);
    let first = diagnostic.span.map(|span| Mark {
        span,
        kind: AnnotationKind::Primary,
        label: &diagnostic.label,
    });
    let others = diagnostic.labels.iter().map(|label| Mark {
        span: label.span,
        kind: AnnotationKind::Context,
        label: &label.message,
    });
    for (source, marks) in clusters(findings, first.into_iter().chain(others)) {
        let source = findings.sources.source(source);
        let spans: Vec<Span> = marks.iter().map(|mark| mark.span).collect();
        let Excerpt {
            text,
            line,
            marks: ranges,
            cut,
        } = excerpt(source, &spans);
        let path = shown_path(source, findings.directory);
        if cut && let (Some(range), Some(span)) = (ranges.first(), spans.first()) {
            let place = locate(findings.sources, *span)
                .map(|located| located.start)
                .unwrap_or_default();
            let counted = text[..range.start].chars().count() + 1;
            columns.push(Column {
                counted: format!("{path}:{}:{counted}\n", place.line),
                real: format!("{path}:{place}\n"),
            });
        }
        let mut snippet = Snippet::source(text).line_start(line).path(path);
        for (mark, range) in marks.iter().zip(ranges) {
            let label = (!mark.label.is_empty()).then(|| plain(mark.label));
            snippet = snippet.annotation(mark.kind.span(range).label(label));
        }
        group = group.element(snippet);
    }
    for note in &diagnostic.notes {
        group = group.element(Level::NOTE.message(plain(note)));
    }
    for help in diagnostic.help.iter().filter(|help| help.edits.is_empty()) {
        group = group.element(Level::HELP.message(plain(&help.message)));
    }
    (group, columns)
}

/// A way out with edits, drawn as the changed source.
fn suggestion<'a>(findings: &Findings<'a>, help: &'a Help) -> Option<Group<'a>> {
    let first = help.edits.first()?.span;
    let id = findings.sources.find(first.start)?;
    let source = findings.sources.source(id);
    let mut edits: Vec<_> = help.edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let spans: Vec<Span> = edits.iter().map(|edit| edit.span).collect();
    // Edits far apart or in several files, or in each other's way, are better said than drawn.
    let drawable = spans
        .iter()
        .all(|span| near(first, *span) && near(first, Span::new(span.end, span.end)))
        && spans.windows(2).all(|pair| pair[0].end <= pair[1].start)
        && spans
            .iter()
            .all(|span| findings.sources.find(span.start) == Some(id));
    let title = Level::HELP.secondary_title(plain(&help.message));
    if !drawable {
        return Some(Group::with_title(title));
    }
    let Excerpt {
        text,
        line,
        marks,
        cut: _,
    } = excerpt(source, &spans);
    let patches = edits
        .iter()
        .zip(marks)
        .map(|(edit, range)| Patch::new(range, edit.text.as_str()));
    let snippet = Snippet::source(text)
        .line_start(line)
        .path(shown_path(source, findings.directory))
        .patches(patches);
    Some(title.element(snippet))
}

/// Marks by file and neighbourhood; the first mark's cluster comes first.
fn clusters<'a>(
    findings: &Findings<'_>,
    marks: impl Iterator<Item = Mark<'a>>,
) -> Vec<(SourceId, Vec<Mark<'a>>)> {
    let mut clusters: Vec<(SourceId, Vec<Mark<'a>>)> = Vec::new();
    for mark in marks {
        let Some(id) = findings.sources.find(mark.span.start) else {
            continue;
        };
        let home = clusters.iter_mut().find(|(source, others)| {
            *source == id && others.iter().all(|other| near(other.span, mark.span))
        });
        match home {
            Some((_, others)) => others.push(mark),
            None => clusters.push((id, vec![mark])),
        }
    }
    clusters
}
