//! Which nodes of a graph are the same type.
//!
//! Nodes of one name are taken for one type at first. Unnamed nodes end at names, so their equality can then be found
//! from the parts upwards. If under this assumption all nodes of each name look alike, the assumption holds; where two
//! differ, the name has two meanings.

use std::collections::HashMap;

use super::builder::Pending;
use super::error::{TypeError, TypeErrorKind};
use super::graph::{Graph, GraphNode, Structure, Target};
use super::group::Measure;
use super::reference::TypeRef;
use super::{MAX_TYPE_DEPTH, MAX_TYPE_TEXT};
use crate::kind::Kind;

/// The types of a graph, each once.
pub(super) struct Merged<'b> {
    pub(super) classes: Vec<Class<'b>>,
    /// The class of each node.
    pub(super) class_of: Vec<u32>,
}

/// One type.
pub(super) struct Class<'b> {
    pub(super) name: Option<&'b str>,
    /// The nodes in the parts are classes.
    pub(super) structure: Structure<'b>,
    pub(super) measure: Measure,
    /// The type itself, if it existed before.
    pub(super) known: Option<TypeRef<'b>>,
    at: Pending,
    /// Whether the first node of the class was described to the builder.
    described: bool,
}

const NO_CLASS: u32 = u32::MAX;

/// Merges a graph in which all parts are known and unnamed types come to an end.
pub(super) fn merge<'b>(graph: &Graph<'b>, errors: &mut Vec<TypeError>) -> Merged<'b> {
    let mut merging = Merging {
        graph,
        classes: Vec::new(),
        class_of: vec![NO_CLASS; graph.nodes.len()],
        unnamed: HashMap::new(),
        text: 0,
        errors,
    };
    merging.reserve_named();
    let named = merging.classes.len();
    for index in 0..graph.nodes.len() as u32 {
        merging.merge_unnamed(index);
    }
    merging.merge_named(named);
    Merged {
        classes: merging.classes,
        class_of: merging.class_of,
    }
}

struct Merging<'g, 'b, 'e> {
    graph: &'g Graph<'b>,
    classes: Vec<Class<'b>>,
    class_of: Vec<u32>,
    unnamed: HashMap<Structure<'b>, u32>,
    /// The bytes it takes to write all named types out.
    text: u64,
    errors: &'e mut Vec<TypeError>,
}

impl<'b> Merging<'_, 'b, '_> {
    /// Makes one class for each name, its structure to be found later.
    fn reserve_named(&mut self) {
        let mut first_of_name = HashMap::new();
        for (node, index) in self.graph.nodes.iter().zip(0_u32..) {
            let Some(name) = node.name else { continue };
            let next = self.classes.len() as u32;
            let number = *first_of_name.entry(name).or_insert(next);
            self.class_of[index as usize] = number;
            if number == next {
                self.classes.push(Class {
                    name: Some(name),
                    structure: node.structure.clone(),
                    measure: Measure::default(),
                    known: node.known,
                    at: node.at,
                    described: node.known.is_none(),
                });
            }
            let known = &mut self.classes[number as usize].known;
            *known = known.or(node.known);
        }
    }

    /// Finds the class of an unnamed node, those of its unnamed parts first.
    fn merge_unnamed(&mut self, index: u32) {
        if self.class_of[index as usize] != NO_CLASS {
            return;
        }
        // Nodes on the way down, each with the number of its parts that are dealt with.
        let mut path = vec![(index, 0)];
        while let Some((index, next_part)) = path.last_mut() {
            let index = *index;
            let node = self.graph.node(index);
            if let Some(part) = node.structure.parts.get(*next_part) {
                *next_part += 1;
                if let Target::Node(part) = part
                    && self.class_of[*part as usize] == NO_CLASS
                {
                    path.push((*part, 0));
                }
                continue;
            }
            path.pop();
            let structure = self.merged_structure(node);
            let next = self.classes.len() as u32;
            if let Some(number) = self.unnamed.get(&structure) {
                self.class_of[index as usize] = *number;
                let known = &mut self.classes[*number as usize].known;
                *known = known.or(node.known);
                continue;
            }
            self.unnamed.insert(structure.clone(), next);
            self.class_of[index as usize] = next;
            let measure = Measure::default();
            let (known, at, described) = (node.known, node.at, node.known.is_none());
            self.classes.push(Class {
                name: None,
                structure,
                measure,
                known,
                at,
                described,
            });
            self.measure(next);
        }
    }

    /// Completes the named classes, the first `named` ones, and compares all nodes of each.
    fn merge_named(&mut self, named: usize) {
        let mut complete = vec![false; named];
        for (node, number) in self.graph.nodes.iter().zip(self.class_of.clone()) {
            let Some(name) = node.name else { continue };
            let structure = self.merged_structure(node);
            let class = &mut self.classes[number as usize];
            if !complete[number as usize] {
                complete[number as usize] = true;
                class.structure = structure;
                self.measure(number);
            } else if class.structure != structure {
                // Described types come first among the nodes, and are where the conflict can be solved.
                let (at, other) = match node.known {
                    Some(_) if class.described => (class.at, node.at),
                    Some(_) | None => (node.at, class.at),
                };
                let kind = TypeErrorKind::NameConflict {
                    name: name.to_owned(),
                    other,
                };
                let error = TypeError { kind, at };
                if self.errors.last() != Some(&error) {
                    self.errors.push(error);
                }
            }
        }
    }

    fn merged_structure(&self, node: &GraphNode<'b>) -> Structure<'b> {
        let mut structure = node.structure.clone();
        for part in &mut structure.parts {
            if let Target::Node(index) = part {
                *index = self.class_of[*index as usize];
            }
        }
        structure
    }

    /// Takes the measure of a class from its parts, and reports when it is too much.
    fn measure(&mut self, number: u32) {
        let class = &self.classes[number as usize];
        let mut nesting = 0;
        let mut parts = Vec::with_capacity(class.structure.parts.len());
        for part in &class.structure.parts {
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
        let text = text_len(&class.structure, &parts);
        let (name, at) = (class.name, class.at);
        self.classes[number as usize].measure = Measure {
            nesting,
            text,
            ..Measure::default()
        };

        // Only where the limit is crossed first, not again in all that contains it.
        if nesting as usize == MAX_TYPE_DEPTH + 1 {
            self.errors.push(TypeError {
                kind: TypeErrorKind::TooDeep,
                at,
            });
        }
        let parts_fit = parts.iter().all(|part| *part <= MAX_TYPE_TEXT);
        let mut total = text;
        let mut before = 0;
        if let Some(name) = name {
            before = self.text;
            self.text = before
                .saturating_add(text)
                .saturating_add(name.len() as u64 + 1);
            total = self.text;
        }
        if total > MAX_TYPE_TEXT && parts_fit && before <= MAX_TYPE_TEXT {
            self.errors.push(TypeError {
                kind: TypeErrorKind::TooLarge,
                at,
            });
        }
    }
}

/// The length of a type written out, given the lengths of its parts.
fn text_len(structure: &Structure<'_>, parts: &[u64]) -> u64 {
    let names: u64 = structure.names.iter().map(|name| name.len() as u64).sum();
    let separators = structure.names.len().saturating_sub(1) as u64;
    let own = match structure.kind {
        Kind::Optional => 1,
        Kind::Array => 2 + u64::from(structure.len.checked_ilog10().unwrap_or(0)) + 1,
        Kind::List => 2,
        Kind::Set | Kind::Map => 5,
        Kind::Enum => names + separators + 6,
        Kind::Struct => names + separators + 8 + structure.names.len() as u64,
        Kind::Union => names + separators + 7 + structure.names.len() as u64,
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
        | Kind::TypeObject => structure.kind.name().len() as u64,
    };
    parts
        .iter()
        .fold(own, |sum, part| sum.saturating_add(*part))
}
