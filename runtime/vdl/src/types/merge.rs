//! Which nodes of a graph are the same type.
//!
//! Nodes of one name are taken for one type at first. Unnamed nodes end at names, so their equality can then be found
//! from the parts upwards. If under this assumption all nodes of each name look alike, the assumption holds; where two
//! differ, the name has two meanings.

use std::collections::HashMap;

use super::builder::Pending;
use super::error::{TypeError, TypeErrorKind};
use super::graph::{Graph, GraphNode, Target};
use super::group::Measure;
use super::reference::TypeRef;
use super::{MAX_TYPE_DEPTH, MAX_TYPE_TEXT};
use crate::kind::Kind;

/// The types of a graph, each once.
pub(super) struct Merged<'g, 'b> {
    pub(super) classes: Vec<Class<'g, 'b>>,
    /// The class of each node.
    pub(super) class_of: Vec<u32>,
}

/// One type.
pub(super) struct Class<'g, 'b> {
    pub(super) name: Option<&'b str>,
    pub(super) signature: Signature<'g, 'b>,
    pub(super) measure: Measure,
    /// The type itself, if it existed before.
    pub(super) known: Option<TypeRef<'b>>,
    at: Pending,
}

/// A type without its name and with its parts merged: nodes in the parts are classes.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Signature<'g, 'b> {
    pub(super) kind: Kind,
    pub(super) len: u64,
    pub(super) names: &'g [&'b str],
    pub(super) parts: Vec<Target>,
}

const NO_CLASS: u32 = u32::MAX;

/// Merges a graph in which all parts are known and unnamed types come to an end.
pub(super) fn merge<'g, 'b>(
    graph: &'g Graph<'b>,
    errors: &mut Vec<TypeError>,
) -> Merged<'g, 'b> {
    let mut merging = Merging {
        graph,
        classes: Vec::new(),
        class_of: vec![NO_CLASS; graph.nodes.len()],
        unnamed: HashMap::new(),
        text: 0,
        errors,
    };
    let mut first_of_name = HashMap::new();
    for (node, index) in graph.nodes.iter().zip(0_u32..) {
        let Some(name) = node.name else { continue };
        let next = merging.classes.len() as u32;
        let class = *first_of_name.entry(name).or_insert(next);
        merging.class_of[index as usize] = class;
        if class == next {
            merging.classes.push(Class::new(graph, index));
        }
        let known = &mut merging.classes[class as usize].known;
        *known = known.or(node.known);
    }
    let named = merging.classes.len();
    for index in 0..graph.nodes.len() as u32 {
        merging.merge_unnamed(index);
    }
    merging.merge_named(named);
    Merged { classes: merging.classes, class_of: merging.class_of }
}

struct Merging<'g, 'b, 'e> {
    graph: &'g Graph<'b>,
    classes: Vec<Class<'g, 'b>>,
    class_of: Vec<u32>,
    unnamed: HashMap<Signature<'g, 'b>, u32>,
    /// The bytes it takes to write all named types out.
    text: u64,
    errors: &'e mut Vec<TypeError>,
}

impl<'g, 'b> Class<'g, 'b> {
    /// A class whose parts are not known yet.
    fn new(graph: &'g Graph<'b>, index: u32) -> Self {
        let node = graph.node(index);
        let signature =
            Signature { kind: node.kind, len: node.len, names: &node.names, parts: Vec::new() };
        let measure = Measure::default();
        Self { name: node.name, signature, measure, known: node.known, at: node.at }
    }
}

impl<'g, 'b> Merging<'g, 'b, '_> {
    fn signature(&self, node: &'g GraphNode<'b>) -> Signature<'g, 'b> {
        let class = |part: &Target| match part {
            Target::Node(index) => Target::Node(self.class_of[*index as usize]),
            Target::Primitive(_) | Target::Broken => *part,
        };
        let parts = node.parts.iter().map(class).collect();
        Signature { kind: node.kind, len: node.len, names: &node.names, parts }
    }

    /// Finds the class of an unnamed node, of its unnamed parts first.
    fn merge_unnamed(&mut self, index: u32) {
        if self.class_of[index as usize] != NO_CLASS {
            return;
        }
        // Nodes on the way down, each with the number of its parts that are dealt with.
        let mut path = vec![(index, 0)];
        while let Some((index, next_part)) = path.last_mut() {
            let index = *index;
            let node = self.graph.node(index);
            if let Some(part) = node.parts.get(*next_part) {
                *next_part += 1;
                if let Target::Node(part) = part
                    && self.class_of[*part as usize] == NO_CLASS
                {
                    path.push((*part, 0));
                }
                continue;
            }
            path.pop();
            let signature = self.signature(node);
            let next = self.classes.len() as u32;
            let class = *self.unnamed.entry(signature.clone()).or_insert(next);
            self.class_of[index as usize] = class;
            if class == next {
                self.classes.push(Class { signature, ..Class::new(self.graph, index) });
                self.measure(class);
            } else {
                let known = &mut self.classes[class as usize].known;
                *known = known.or(node.known);
            }
        }
    }

    /// Completes the named classes, the first `named` ones, and compares all nodes of each.
    fn merge_named(&mut self, named: usize) {
        let mut complete = vec![false; named];
        for (node, index) in self.graph.nodes.iter().zip(0_u32..) {
            let Some(name) = node.name else { continue };
            let signature = self.signature(node);
            let number = self.class_of[index as usize];
            let class = &mut self.classes[number as usize];
            if !complete[number as usize] {
                complete[number as usize] = true;
                class.signature = signature;
                self.measure(number);
            } else if class.signature != signature {
                let kind =
                    TypeErrorKind::NameConflict { name: name.to_owned(), other: class.at };
                self.errors.push(TypeError { kind, at: node.at });
            }
        }
    }

    /// Takes the measure of a class from its parts, and reports when it is too much.
    fn measure(&mut self, number: u32) {
        let class = &self.classes[number as usize];
        let mut nesting = 0;
        let mut parts = Vec::with_capacity(class.signature.parts.len());
        for part in &class.signature.parts {
            parts.push(match part {
                Target::Primitive(kind) => kind.name().len() as u64,
                Target::Broken => 0,
                Target::Node(part) => {
                    let part = &self.classes[*part as usize];
                    match part.name {
                        Some(name) => name.len() as u64,
                        None => {
                            nesting = part.measure.nesting.max(nesting);
                            part.measure.text
                        }
                    }
                }
            });
        }
        let nesting = nesting.saturating_add(1);
        let text = text_len(&class.signature, &parts);
        let (name, at) = (class.name, class.at);
        self.classes[number as usize].measure = Measure { nesting, text, ..Measure::default() };

        // Only where the limit is crossed first, not again in all that contains it.
        if nesting as usize == MAX_TYPE_DEPTH + 1 {
            self.errors.push(TypeError { kind: TypeErrorKind::TooDeep, at });
        }
        let parts_fit = parts.iter().all(|part| *part <= MAX_TYPE_TEXT);
        let mut total = text;
        let mut before = 0;
        if let Some(name) = name {
            before = self.text;
            self.text = before.saturating_add(text).saturating_add(name.len() as u64 + 1);
            total = self.text;
        }
        if total > MAX_TYPE_TEXT && parts_fit && before <= MAX_TYPE_TEXT {
            self.errors.push(TypeError { kind: TypeErrorKind::TooLarge, at });
        }
    }
}

/// The length of a type written out, given the lengths of its parts.
fn text_len(signature: &Signature<'_, '_>, parts: &[u64]) -> u64 {
    let names: u64 = signature.names.iter().map(|name| name.len() as u64).sum();
    let separators = signature.names.len().saturating_sub(1) as u64;
    let own = match signature.kind {
        Kind::Optional => 1,
        Kind::Array => 2 + u64::from(signature.len.checked_ilog10().unwrap_or(0)) + 1,
        Kind::List => 2,
        Kind::Set | Kind::Map => 5,
        Kind::Enum => names + separators + 6,
        Kind::Struct => names + separators + 8 + signature.names.len() as u64,
        Kind::Union => names + separators + 7 + signature.names.len() as u64,
        Kind::Any
        | Kind::Bool
        | Kind::Byte
        | Kind::Uint16
        | Kind::Uint32
        | Kind::Uint64
        | Kind::Int8
        | Kind::Int16
        | Kind::Int32
        | Kind::Int64
        | Kind::Float32
        | Kind::Float64
        | Kind::String
        | Kind::TypeObject => signature.kind.name().len() as u64,
    };
    parts.iter().fold(own, |sum, part| sum.saturating_add(*part))
}
