//! Which nodes of a graph are the same type.
//!
//! Nodes of one name are taken for one type at first. Unnamed nodes end at names, so their equality can then be found
//! from the parts upwards. If under this assumption all nodes of each name look alike, the assumption holds; where two
//! differ, the name has two meanings.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashMap, HashTable};

use super::builder::Pending;
use super::error::{TypeError, TypeErrorKind};
use super::graph::{Graph, GraphNode, Run, Structure, Target};
use super::group::Measure;
use super::reference::TypeRef;
use super::{MAX_TYPE_DEPTH, MAX_TYPE_TEXT};
use crate::kind::Kind;

/// The types of a graph, each once.
pub(super) struct Merged<'b> {
    pub(super) classes: Vec<Class<'b>>,
    /// The parts of all classes; the nodes among them are classes.
    parts: Vec<Target>,
    /// The class of each node.
    pub(super) class_of: Vec<u32>,
}

/// One type.
pub(super) struct Class<'b> {
    pub(super) name: Option<&'b str>,
    pub(super) structure: Structure<'b>,
    pub(super) measure: Measure,
    /// The type itself, if it existed before.
    pub(super) known: Option<TypeRef<'b>>,
    at: Pending,
    /// Whether the first node of the class was described to the builder.
    described: bool,
}

impl<'b> Merged<'b> {
    pub(super) fn class(&self, number: u32) -> &Class<'b> {
        &self.classes[number as usize]
    }

    pub(super) fn parts(&self, class: &Class<'_>) -> &[Target] {
        &self.parts[class.structure.parts.range()]
    }
}

const NO_CLASS: u32 = u32::MAX;

/// Merges a graph in which all parts are known and unnamed types come to an end.
pub(super) fn merge<'b>(graph: &Graph<'b>, errors: &mut Vec<TypeError>) -> Merged<'b> {
    let mut merging = Merging {
        graph,
        merged: Merged {
            classes: Vec::with_capacity(graph.nodes.len()),
            parts: Vec::with_capacity(graph.parts_len()),
            class_of: vec![NO_CLASS; graph.nodes.len()],
        },
        unnamed: HashTable::with_capacity(graph.nodes.len()),
        hasher: DefaultHashBuilder::default(),
        path: Vec::new(),
        text: 0,
        errors,
    };
    merging.reserve_named();
    let named = merging.merged.classes.len();
    for index in 0..graph.nodes.len() as u32 {
        merging.merge_unnamed(index);
    }
    merging.merge_named(named);
    merging.merged
}

struct Merging<'g, 'b, 'e> {
    graph: &'g Graph<'b>,
    merged: Merged<'b>,
    /// The unnamed classes by what they look like.
    unnamed: HashTable<Unnamed>,
    hasher: DefaultHashBuilder,
    /// Nodes on the way down, each with the number of its parts that are dealt with.
    path: Vec<(u32, usize)>,
    /// The bytes it takes to write all named types out.
    text: u64,
    errors: &'e mut Vec<TypeError>,
}

struct Unnamed {
    hash: u64,
    number: u32,
}

impl<'b> Merging<'_, 'b, '_> {
    /// Makes one class for each name, its structure to be found later.
    fn reserve_named(&mut self) {
        let count = self.graph.nodes.iter().filter(|node| node.name.is_some());
        let mut first_of_name = HashMap::with_capacity(count.count());
        for (node, index) in self.graph.nodes.iter().zip(0_u32..) {
            let Some(name) = node.name else { continue };
            let next = self.merged.classes.len() as u32;
            let number = *first_of_name.entry(name).or_insert(next);
            self.merged.class_of[index as usize] = number;
            if number == next {
                self.add_class(node, node.structure);
            } else {
                self.meet(number, node);
            }
        }
    }

    /// Adds the class of its first node.
    fn add_class(&mut self, node: &GraphNode<'b>, structure: Structure<'b>) {
        self.merged.classes.push(Class {
            name: node.name,
            structure,
            measure: Measure::default(),
            known: node.known,
            at: node.at,
            described: node.known.is_none(),
        });
    }

    /// Takes note of one more node of a class.
    fn meet(&mut self, number: u32, node: &GraphNode<'b>) {
        let known = &mut self.merged.classes[number as usize].known;
        *known = known.or(node.known);
    }

    /// Finds the class of an unnamed node, those of its unnamed parts first.
    fn merge_unnamed(&mut self, index: u32) {
        if self.merged.class_of[index as usize] != NO_CLASS {
            return;
        }
        let graph = self.graph;
        self.path.push((index, 0));
        while let Some((index, next_part)) = self.path.last_mut() {
            let index = *index;
            let node = graph.node(index);
            if let Some(part) = graph.parts(node).get(*next_part) {
                *next_part += 1;
                if let Target::Node(part) = part
                    && self.merged.class_of[*part as usize] == NO_CLASS
                {
                    self.path.push((*part, 0));
                }
                continue;
            }
            self.path.pop();
            let structure = self.merged_structure(node);
            let hash = self.hash(&structure);
            let same = |other: &Unnamed| {
                other.hash == hash
                    && self.alike(&structure, &self.merged.class(other.number).structure)
            };
            if let Some(Unnamed { number, .. }) = self.unnamed.find(hash, same) {
                let number = *number;
                self.merged.parts.truncate(structure.parts.range().start);
                self.merged.class_of[index as usize] = number;
                self.meet(number, node);
                continue;
            }
            let number = self.merged.classes.len() as u32;
            self.unnamed
                .insert_unique(hash, Unnamed { hash, number }, |other| other.hash);
            self.merged.class_of[index as usize] = number;
            self.add_class(node, structure);
            self.measure(number);
        }
    }

    /// Completes the named classes, the first `named` ones, and compares all nodes of each.
    fn merge_named(&mut self, named: usize) {
        let mut complete = vec![false; named];
        for (index, node) in self.graph.nodes.iter().enumerate() {
            let Some(name) = node.name else { continue };
            let number = self.merged.class_of[index];
            let structure = self.merged_structure(node);
            if !complete[number as usize] {
                complete[number as usize] = true;
                self.merged.classes[number as usize].structure = structure;
                self.measure(number);
                continue;
            }
            let class = self.merged.class(number);
            if !self.alike(&class.structure, &structure) {
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
            self.merged.parts.truncate(structure.parts.range().start);
        }
    }

    /// The structure of a node with classes for nodes, its parts at the end of all parts.
    fn merged_structure(&mut self, node: &GraphNode<'b>) -> Structure<'b> {
        let Merged {
            parts, class_of, ..
        } = &mut self.merged;
        let start = parts.len();
        let class = |part: &Target| match part {
            Target::Node(index) => Target::Node(class_of[*index as usize]),
            Target::Primitive(_) | Target::Broken => *part,
        };
        parts.extend(self.graph.parts(node).iter().map(class));
        Structure {
            parts: Run::since(start, parts),
            ..node.structure
        }
    }

    fn hash(&self, structure: &Structure<'_>) -> u64 {
        let Structure {
            kind,
            len,
            names,
            parts,
        } = structure;
        let parts = &self.merged.parts[parts.range()];
        self.hasher.hash_one((kind, len, names, parts))
    }

    fn alike(&self, one: &Structure<'_>, other: &Structure<'_>) -> bool {
        let parts = &self.merged.parts;
        one.kind == other.kind
            && one.len == other.len
            && parts[one.parts.range()] == parts[other.parts.range()]
            && one.names == other.names
    }

    /// Takes the measure of a class from its parts, and reports when it is too much.
    fn measure(&mut self, number: u32) {
        let class = self.merged.class(number);
        let mut nesting = 0;
        let mut text = own_text_len(&class.structure);
        let mut parts_fit = true;
        for part in self.merged.parts(class) {
            let part = match part {
                Target::Primitive(kind) => kind.name().len() as u64,
                Target::Broken => 0,
                Target::Node(part) => {
                    let part = self.merged.class(*part);
                    match part.name {
                        Some(name) => name.len() as u64,
                        None => {
                            nesting = part.measure.nesting.max(nesting);
                            part.measure.text
                        }
                    }
                }
            };
            parts_fit &= part <= MAX_TYPE_TEXT;
            text = text.saturating_add(part);
        }
        let nesting = nesting.saturating_add(1);
        let (name, at) = (class.name, class.at);
        self.merged.classes[number as usize].measure = Measure {
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

/// The length of a type written out, without its parts.
fn own_text_len(structure: &Structure<'_>) -> u64 {
    let list = structure.names();
    let names: u64 = list.iter().map(|name| name.len() as u64).sum();
    let separators = list.len().saturating_sub(1) as u64;
    match structure.kind {
        Kind::Optional => 1,
        Kind::Array => 2 + u64::from(structure.len.checked_ilog10().unwrap_or(0)) + 1,
        Kind::List => 2,
        Kind::Set | Kind::Map => 5,
        Kind::Enum => names + separators + 6,
        Kind::Struct => names + separators + 8 + list.len() as u64,
        Kind::Union => names + separators + 7 + list.len() as u64,
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
    }
}
