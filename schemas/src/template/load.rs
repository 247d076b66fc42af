//! From a TOML file to a checked template. The file is read piece by piece, so that a mistake in one item does not hide
//! those in others: first its syntax, then the form of each piece, then what the pieces say about one another.

use super::error::{TemplateError, TemplateErrors};
use super::{Compiled, Field, Group, Item, Parameter, Section, Template, validate};
use crate::ids::ParameterId;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, ValueDeserializer};

type Node<'i> = Spanned<DeValue<'i>>;

/// Reads and checks a template file.
///
/// # Errors
/// Everything that is wrong with it, each with file, line and item. Rules of an item whose form is wrong are checked
/// once its form is right.
pub fn load(toml: &str, file_name: &str) -> Result<Compiled, TemplateErrors> {
    let (root, syntax) = DeTable::parse_recoverable(toml);
    let mut reader = Reader { source: toml, file: file_name, errors: Vec::new() };
    for error in &syntax {
        reader.report(error, None);
    }
    if !reader.errors.is_empty() {
        return Err(TemplateErrors(reader.errors));
    }
    let mut broken = validate::Broken::default();
    let template = reader.template(root.clone(), &mut broken);
    let line = |path: &str| {
        find(&DeValue::Table(root.get_ref().clone()), root.span().start, path).map(|at| line_of(toml, at))
    };
    match template {
        Some(template) => validate::compile(template, file_name, &line, &broken, reader.errors),
        None => Err(TemplateErrors(reader.errors)),
    }
}

fn line_of(source: &str, offset: usize) -> usize {
    1 + source.as_bytes().iter().take(offset).filter(|b| **b == b'\n').count()
}

/// Where `path` (`section/0/item/3/weight`) begins; the nearest that exists, if there is no such thing.
fn find(root: &DeValue<'_>, start: usize, path: &str) -> Option<usize> {
    let (mut value, mut at) = (root, start);
    for step in path.split('/') {
        let next = match value {
            DeValue::Table(table) => table.get(step),
            DeValue::Array(list) => step.parse().ok().and_then(|i: usize| list.get(i)),
            _ => None,
        };
        let Some(next) = next else { break };
        at = next.span().start;
        value = next.get_ref();
    }
    Some(at)
}

struct Reader<'a> {
    source: &'a str,
    file: &'a str,
    errors: Vec<TemplateError>,
}

/// Takes a list out of a table, so that its elements are read one by one. What is not a list stays, and is then
/// reported by the table's own reading.
fn take_list<'i>(table: &mut DeTable<'i>, key: &str) -> Vec<Node<'i>> {
    match table.get(key).map(Spanned::get_ref) {
        Some(DeValue::Array(_)) => {}
        _ => return Vec::new(),
    }
    match table.remove(key).map(Spanned::into_inner) {
        Some(DeValue::Array(list)) => list.into_iter().collect(),
        _ => Vec::new(),
    }
}

fn put_empty_list(table: &mut DeTable<'_>, key: &'static str) {
    if table.get(key).is_none() {
        table.insert(Spanned::new(0..0, key.into()), Spanned::new(0..0, DeValue::Array(DeArray::new())));
    }
}

fn id_of(node: &Node<'_>) -> Option<String> {
    match node.get_ref() {
        DeValue::Table(table) => match table.get("id")?.get_ref() {
            DeValue::String(id) => Some(id.to_string()),
            _ => None,
        },
        _ => None,
    }
}

impl Reader<'_> {
    fn report(&mut self, error: &toml::de::Error, item: Option<&str>) {
        let line = error.span().map(|span| line_of(self.source, span.start));
        let message = error.message().to_owned();
        self.errors.push(TemplateError {
            file: self.file.to_owned(),
            line,
            item: item.map(str::to_owned),
            message,
        });
    }

    fn read<T: DeserializeOwned>(&mut self, node: Node<'_>, item: Option<&str>) -> Option<T> {
        T::deserialize(ValueDeserializer::from(node)).map_err(|error| self.report(&error, item)).ok()
    }

    /// All elements, or nothing if one is wrong; each wrong one is reported.
    fn read_all<T: DeserializeOwned>(&mut self, nodes: Vec<Node<'_>>, item: Option<&str>) -> Option<Vec<T>> {
        let count = nodes.len();
        let read: Vec<T> = nodes.into_iter().filter_map(|node| self.read(node, item)).collect();
        (read.len() == count).then_some(read)
    }

    fn template(&mut self, root: Spanned<DeTable<'_>>, broken: &mut validate::Broken) -> Option<Template> {
        let span = root.span();
        let mut table = root.into_inner();
        let sections = take_list(&mut table, "section");
        let groups = take_list(&mut table, "group");
        let parameters = match table.get("parameter").map(Spanned::get_ref) {
            Some(DeValue::Table(_)) => table.remove("parameter").map(Spanned::into_inner),
            _ => None,
        };
        put_empty_list(&mut table, "section");
        let head: Option<Template> = self.read(Spanned::new(span, DeValue::Table(table)), None);

        let mut all_parameters = BTreeMap::new();
        if let Some(DeValue::Table(parameters)) = parameters {
            for (key, node) in parameters {
                let name = key.get_ref().to_string();
                let id = name.parse::<ParameterId>();
                if let Err(error) = &id {
                    let line = Some(line_of(self.source, key.span().start));
                    let (file, message) = (self.file.to_owned(), error.to_string());
                    self.errors.push(TemplateError { file, line, item: Some(name.clone()), message });
                }
                match (id, self.read::<Parameter>(node, Some(&name))) {
                    (Ok(id), Some(parameter)) => drop(all_parameters.insert(id, parameter)),
                    _ => broken.names.push(format!("param.{name}")),
                }
            }
        }
        let mut all_sections = Vec::new();
        for (position, node) in sections.into_iter().enumerate() {
            if let Some(section) = self.section(node, broken) {
                broken.section_at.push(position);
                all_sections.push(section);
            }
        }
        let mut all_groups = Vec::new();
        for (position, node) in groups.into_iter().enumerate() {
            let id = id_of(&node);
            match self.group(node, id.as_deref()) {
                Some(group) => {
                    broken.group_at.push(position);
                    all_groups.push(group);
                }
                None => broken.names.extend(id),
            }
        }
        head.map(|head| Template {
            parameters: all_parameters,
            sections: all_sections,
            groups: all_groups,
            ..head
        })
    }

    fn section(&mut self, node: Node<'_>, broken: &mut validate::Broken) -> Option<Section> {
        let (span, id) = (node.span(), id_of(&node));
        if !matches!(node.get_ref(), DeValue::Table(_)) {
            return self.read(node, None);
        }
        let DeValue::Table(mut table) = node.into_inner() else { return None };
        let nodes = take_list(&mut table, "item");
        put_empty_list(&mut table, "item");
        let head: Option<Section> = self.read(Spanned::new(span, DeValue::Table(table)), id.as_deref());
        let (mut items, mut positions) = (Vec::new(), Vec::new());
        for (position, node) in nodes.into_iter().enumerate() {
            let id = id_of(&node);
            match self.item(node, id.as_deref()) {
                Some(item) => {
                    positions.push(position);
                    items.push(item);
                }
                None => broken.names.extend(id),
            }
        }
        match head {
            Some(head) => {
                broken.item_at.push(positions);
                Some(Section { items, ..head })
            }
            None => {
                broken.names.extend(items.into_iter().map(|item| item.id.to_string()));
                None
            }
        }
    }

    /// `{ type = "integer", range = … }`: serde ignores the superfluous key of a kind that has none of its own.
    fn bare_kind(&mut self, table: &DeTable<'_>, item: Option<&str>) -> bool {
        let Some(DeValue::Table(kind)) = table.get("kind").map(Spanned::get_ref) else { return true };
        let bare = match kind.get("type").map(Spanned::get_ref) {
            Some(DeValue::String(name)) => {
                matches!(name.as_ref(), "integer" | "date" | "moment" | "text" | "periods")
            }
            _ => false,
        };
        let superfluous: Vec<_> = kind.keys().filter(|key| bare && key.get_ref() != "type").collect();
        for key in &superfluous {
            let line = Some(line_of(self.source, key.span().start));
            let message = format!("unknown field `{}`: this type has none of its own", key.get_ref());
            let (file, item) = (self.file.to_owned(), item.map(str::to_owned));
            self.errors.push(TemplateError { file, line, item, message });
        }
        superfluous.is_empty()
    }

    fn item(&mut self, node: Node<'_>, id: Option<&str>) -> Option<Item> {
        let span = node.span();
        if !matches!(node.get_ref(), DeValue::Table(_)) {
            return self.read(node, None);
        }
        let DeValue::Table(mut table) = node.into_inner() else { return None };
        let fitting = self.bare_kind(&table, id);
        let constraints = take_list(&mut table, "constraint");
        let findings = take_list(&mut table, "finding");
        let bases = take_list(&mut table, "basis");
        let constraints = self.read_all(constraints, id);
        let findings = self.read_all(findings, id);
        let bases = self.read_all(bases, id);
        let item: Option<Item> = self.read(Spanned::new(span, DeValue::Table(table)), id);
        if !fitting {
            return None;
        }
        Some(Item { constraints: constraints?, findings: findings?, bases: bases?, ..item? })
    }

    fn group(&mut self, node: Node<'_>, id: Option<&str>) -> Option<Group> {
        let span = node.span();
        if !matches!(node.get_ref(), DeValue::Table(_)) {
            return self.read(node, None);
        }
        let DeValue::Table(mut table) = node.into_inner() else { return None };
        let fields = take_list(&mut table, "field");
        let computed = take_list(&mut table, "computed");
        let findings = take_list(&mut table, "finding");
        let bases = take_list(&mut table, "basis");
        put_empty_list(&mut table, "field");
        let mut fitting = true;
        for field in &fields {
            if let DeValue::Table(field) = field.get_ref() {
                fitting &= self.bare_kind(field, id);
            }
        }
        let fields = self.read_all::<Field>(fields, id);
        let computed = self.read_all(computed, id);
        let findings = self.read_all(findings, id);
        let bases = self.read_all(bases, id);
        let group: Option<Group> = self.read(Spanned::new(span, DeValue::Table(table)), id);
        if !fitting {
            return None;
        }
        Some(Group { fields: fields?, computed: computed?, findings: findings?, bases: bases?, ..group? })
    }
}
