//! From a type to the tree.

use super::{Malformed, Tree};
use serde::Serialize;
use serde::ser::{
    Error, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

/// `readable` = for JSON, where ids are texts.
#[derive(Clone, Copy)]
pub(super) struct Writer {
    pub(super) readable: bool,
}

type Outcome<T> = Result<T, Malformed>;

/// The content of a variant under its name, or the content itself.
fn named(variant: Option<&'static str>, content: Tree) -> Tree {
    match variant {
        Some(name) => Tree::Map(vec![(name.to_owned(), content)]),
        None => content,
    }
}

impl Serializer for Writer {
    type Ok = Tree;
    type Error = Malformed;
    type SerializeSeq = Elements;
    type SerializeTuple = Elements;
    type SerializeTupleStruct = Elements;
    type SerializeTupleVariant = Elements;
    type SerializeMap = Entries;
    type SerializeStruct = Entries;
    type SerializeStructVariant = Entries;

    fn is_human_readable(&self) -> bool {
        self.readable
    }

    fn serialize_bool(self, truth: bool) -> Outcome<Tree> {
        Ok(Tree::Bool(truth))
    }

    fn serialize_i8(self, number: i8) -> Outcome<Tree> {
        Ok(Tree::Whole(number.into()))
    }

    fn serialize_i16(self, number: i16) -> Outcome<Tree> {
        Ok(Tree::Whole(number.into()))
    }

    fn serialize_i32(self, number: i32) -> Outcome<Tree> {
        Ok(Tree::Whole(number.into()))
    }

    fn serialize_i64(self, number: i64) -> Outcome<Tree> {
        Ok(Tree::Whole(number))
    }

    fn serialize_u8(self, number: u8) -> Outcome<Tree> {
        Ok(Tree::Whole(number.into()))
    }

    fn serialize_u16(self, number: u16) -> Outcome<Tree> {
        Ok(Tree::Whole(number.into()))
    }

    fn serialize_u32(self, number: u32) -> Outcome<Tree> {
        Ok(Tree::Whole(number.into()))
    }

    fn serialize_u64(self, number: u64) -> Outcome<Tree> {
        Ok(number.into())
    }

    fn serialize_f32(self, number: f32) -> Outcome<Tree> {
        Ok(Tree::Number(number.into()))
    }

    fn serialize_f64(self, number: f64) -> Outcome<Tree> {
        // JSON has no word for what is no number.
        Ok(if self.readable && !number.is_finite() { Tree::Null } else { Tree::Number(number) })
    }

    fn serialize_char(self, letter: char) -> Outcome<Tree> {
        Ok(Tree::Text(letter.to_string()))
    }

    fn serialize_str(self, text: &str) -> Outcome<Tree> {
        Ok(Tree::Text(text.to_owned()))
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Outcome<Tree> {
        Ok(Tree::Bytes(bytes.to_vec()))
    }

    fn serialize_none(self) -> Outcome<Tree> {
        Ok(Tree::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Outcome<Tree> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Outcome<Tree> {
        Ok(Tree::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Outcome<Tree> {
        Ok(Tree::Null)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Outcome<Tree> {
        Ok(Tree::Text(name.to_owned()))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Outcome<Tree> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        value: &T,
    ) -> Outcome<Tree> {
        Ok(named(Some(name), value.serialize(self)?))
    }

    fn serialize_seq(self, _: Option<usize>) -> Outcome<Elements> {
        Ok(Elements { list: Vec::new(), variant: None, writer: self })
    }

    fn serialize_tuple(self, _: usize) -> Outcome<Elements> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Outcome<Elements> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Outcome<Elements> {
        Ok(Elements { list: Vec::new(), variant: Some(name), writer: self })
    }

    fn serialize_map(self, _: Option<usize>) -> Outcome<Entries> {
        Ok(Entries { map: Vec::new(), key: String::new(), variant: None, writer: self })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Outcome<Entries> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Outcome<Entries> {
        Ok(Entries { map: Vec::new(), key: String::new(), variant: Some(name), writer: self })
    }
}

pub(super) struct Elements {
    list: Vec<Tree>,
    variant: Option<&'static str>,
    writer: Writer,
}

impl Elements {
    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Outcome<()> {
        self.list.push(value.serialize(self.writer)?);
        Ok(())
    }

    fn tree(self) -> Outcome<Tree> {
        Ok(named(self.variant, Tree::List(self.list)))
    }
}

macro_rules! elements {
    ($($kind:ident $method:ident)*) => {
        $(impl $kind for Elements {
            type Ok = Tree;
            type Error = Malformed;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Outcome<()> {
                self.push(value)
            }

            fn end(self) -> Outcome<Tree> {
                self.tree()
            }
        })*
    };
}

elements! {
    SerializeSeq serialize_element
    SerializeTuple serialize_element
    SerializeTupleStruct serialize_field
    SerializeTupleVariant serialize_field
}

pub(super) struct Entries {
    map: Vec<(String, Tree)>,
    key: String,
    variant: Option<&'static str>,
    writer: Writer,
}

impl Entries {
    fn put<T: Serialize + ?Sized>(&mut self, key: String, value: &T) -> Outcome<()> {
        let value = value.serialize(self.writer)?;
        self.map.push((key, value));
        Ok(())
    }

    fn tree(self) -> Outcome<Tree> {
        Ok(named(self.variant, Tree::Map(self.map)))
    }
}

impl SerializeMap for Entries {
    type Ok = Tree;
    type Error = Malformed;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Outcome<()> {
        match key.serialize(self.writer)? {
            Tree::Text(key) => {
                self.key = key;
                Ok(())
            }
            _ => Err(Malformed::custom("a key that is no text")),
        }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Outcome<()> {
        let key = std::mem::take(&mut self.key);
        self.put(key, value)
    }

    fn end(self) -> Outcome<Tree> {
        self.tree()
    }
}

macro_rules! fields {
    ($($kind:ident)*) => {
        $(impl $kind for Entries {
            type Ok = Tree;
            type Error = Malformed;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Outcome<()> {
                self.put(key.to_owned(), value)
            }

            fn end(self) -> Outcome<Tree> {
                self.tree()
            }
        })*
    };
}

fields! { SerializeStruct SerializeStructVariant }
