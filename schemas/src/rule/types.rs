//! The types of names and expressions.

use crate::ids::FieldId;
use crate::template::Kind;
use litemap::LiteMap;
use std::fmt;
use std::sync::Arc;

/// What a name or an expression stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// True or false; a yes/no answer.
    Bool,
    /// A whole number.
    Int,
    /// A number.
    Double,
    /// Any text.
    Text,
    /// One of these texts: the ids of choices, or the literals of an expression.
    OneOf(Vec<String>),
    /// A set of these texts.
    SetOf(Vec<String>),
    /// A civil date.
    Date,
    /// A civil date and time.
    Moment,
    /// Periods from–to.
    Periods,
    /// Has parts (`.num`, `.early`) and no value of its own.
    Parts,
    /// Cannot be known because its declaration is wrong; fits everywhere, so that one mistake is reported once.
    Unknown,
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::Bool => f.write_str("true or false"),
            Type::Int => f.write_str("a whole number"),
            Type::Double => f.write_str("a number"),
            Type::Text => f.write_str("a text"),
            Type::OneOf(texts) => write!(f, "one of '{}'", texts.join("', '")),
            Type::SetOf(texts) => write!(f, "a set of '{}'", texts.join("', '")),
            Type::Date => f.write_str("a date"),
            Type::Moment => f.write_str("a moment"),
            Type::Periods => f.write_str("periods"),
            Type::Parts => f.write_str("something that only its parts are values of"),
            Type::Unknown => f.write_str("something unknown"),
        }
    }
}

/// The names that an expression may use.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// Shared: each item's scope differs from the others only by what `value` is.
    names: Arc<LiteMap<String, Type>>,
    value: Option<String>,
}

impl Scope {
    /// Declares a name.
    pub fn declare(&mut self, name: impl Into<String>, kind: Type) {
        Arc::make_mut(&mut self.names).insert(name.into(), kind);
    }

    /// Declares what an item or field of this kind makes known under `name`.
    pub fn declare_kind(&mut self, name: &str, kind: &Kind) {
        let ids = |choices: &[crate::template::Choice]| choices.iter().map(|c| c.id.to_string()).collect();
        let own = match kind {
            Kind::YesNo { .. } => Type::Bool,
            Kind::Single { choices } => Type::OneOf(ids(choices)),
            Kind::Multi { choices } => Type::SetOf(ids(choices)),
            Kind::Integer => Type::Int,
            Kind::Decimal { .. } => Type::Double,
            Kind::Ratio { .. } => {
                self.declare(format!("{name}.num"), Type::Int);
                self.declare(format!("{name}.den"), Type::Int);
                self.declare(format!("{name}.percent"), Type::Double);
                Type::Parts
            }
            Kind::Date => Type::Date,
            Kind::Moment => Type::Moment,
            Kind::Text => Type::Text,
            Kind::Figures { fields, .. } => {
                let field = |id: &FieldId| format!("{name}.{id}");
                fields.iter().for_each(|f| self.declare(field(&f.id), Type::Int));
                Type::Parts
            }
            Kind::Periods => Type::Periods,
        };
        self.declare(name, own);
    }

    /// The same scope, where `value` stands for `name`.
    pub fn with_value(&self, name: &str) -> Self {
        Self { names: Arc::clone(&self.names), value: Some(name.to_owned()) }
    }

    /// The full name behind a written one, and its type.
    pub(super) fn find(&self, written: &str) -> Result<(String, Type), String> {
        let full = match (written.split_once('.'), &self.value) {
            (None, Some(value)) if written == "value" => value.clone(),
            (Some(("value", part)), Some(value)) => format!("{value}.{part}"),
            _ => written.to_owned(),
        };
        if let Some(kind) = self.names.get(&full) {
            return Ok((full, kind.clone()));
        }
        let Some((root, part)) = full.rsplit_once('.') else {
            return Err(format!("unknown name '{written}'"));
        };
        if self.names.get(root) == Some(&Type::Unknown) {
            return Ok((full, Type::Unknown));
        }
        let prefix = format!("{root}.");
        let known: Vec<&str> = self.names.keys().filter_map(|n| n.strip_prefix(&prefix)).collect();
        Err(match (known.is_empty(), self.names.get(root)) {
            (true, Some(kind)) => format!("'{root}' is {kind} and has no part '{part}'"),
            (true, None) => format!("unknown name '{written}'"),
            (false, _) => format!("'{root}' has no '{part}'; it has {}", known.join(", ")),
        })
    }
}
