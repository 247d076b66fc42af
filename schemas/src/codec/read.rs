//! From the tree to a type.

use super::{Malformed, Tree};
use serde::de::value::StringDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, Expected, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, VariantAccess, Visitor,
};

/// A tree to be read. `readable` = it came from JSON, where ids are texts.
pub(super) struct Reader {
    pub(super) tree: Tree,
    pub(super) readable: bool,
}

type Outcome<T> = Result<T, Malformed>;

impl Reader {
    #[cold]
    fn unfit(&self, wanted: &dyn Expected) -> Malformed {
        let found = match &self.tree {
            Tree::Null => Unexpected::Unit,
            Tree::Bool(truth) => Unexpected::Bool(*truth),
            Tree::Whole(number) => Unexpected::Signed(*number),
            Tree::Large(number) => Unexpected::Unsigned(*number),
            Tree::Number(number) => Unexpected::Float(*number),
            Tree::Text(text) => Unexpected::Str(text),
            Tree::Bytes(bytes) => Unexpected::Bytes(bytes),
            Tree::List(_) => Unexpected::Seq,
            Tree::Map(_) => Unexpected::Map,
        };
        Malformed::invalid_type(found, wanted)
    }

    fn number<'de, V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        match self.tree {
            Tree::Whole(number) => match u64::try_from(number) {
                Ok(number) => visitor.visit_u64(number),
                Err(_) => visitor.visit_i64(number),
            },
            Tree::Large(number) => visitor.visit_u64(number),
            _ => Err(self.unfit(&visitor)),
        }
    }

    fn text<'de, V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        match self.tree {
            Tree::Text(text) => visitor.visit_string(text),
            _ => Err(self.unfit(&visitor)),
        }
    }

    fn list<'de, V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        match self.tree {
            Tree::List(list) => {
                visitor.visit_seq(Elements { rest: list.into_iter(), readable: self.readable })
            }
            _ => Err(self.unfit(&visitor)),
        }
    }

    fn map<'de, V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        match self.tree {
            Tree::Map(map) => {
                visitor.visit_map(Entries { rest: map.into_iter(), value: None, readable: self.readable })
            }
            _ => Err(self.unfit(&visitor)),
        }
    }
}

macro_rules! like {
    ($way:ident: $($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
            self.$way(visitor)
        })*
    };
}

impl<'de> Deserializer<'de> for Reader {
    type Error = Malformed;

    like! { number: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16
    deserialize_u32 deserialize_u64 }
    like! { text: deserialize_char deserialize_str deserialize_string deserialize_identifier }
    like! { list: deserialize_seq }
    like! { map: deserialize_map }
    like! { deserialize_bytes: deserialize_byte_buf }
    like! { deserialize_f64: deserialize_f32 }

    fn is_human_readable(&self) -> bool {
        self.readable
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        match self.tree {
            Tree::Null => visitor.visit_unit(),
            Tree::Bool(truth) => visitor.visit_bool(truth),
            Tree::Whole(_) | Tree::Large(_) => self.number(visitor),
            Tree::Number(number) => visitor.visit_f64(number),
            Tree::Text(text) => visitor.visit_string(text),
            Tree::Bytes(bytes) => visitor.visit_byte_buf(bytes),
            Tree::List(_) => self.list(visitor),
            Tree::Map(_) => self.map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        match self.tree {
            Tree::Bool(truth) => visitor.visit_bool(truth),
            _ => Err(self.unfit(&visitor)),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        match self.tree {
            Tree::Whole(number) => visitor.visit_f64(number as f64),
            Tree::Large(number) => visitor.visit_f64(number as f64),
            Tree::Number(number) => visitor.visit_f64(number),
            _ => Err(self.unfit(&visitor)),
        }
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        match self.tree {
            Tree::Bytes(bytes) => visitor.visit_byte_buf(bytes),
            Tree::List(_) => self.list(visitor),
            _ => Err(self.unfit(&visitor)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        match self.tree {
            Tree::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        match self.tree {
            Tree::Null => visitor.visit_unit(),
            _ => Err(self.unfit(&visitor)),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Outcome<V::Value> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Outcome<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Outcome<V::Value> {
        self.list(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Outcome<V::Value> {
        self.list(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Outcome<V::Value> {
        self.map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Outcome<V::Value> {
        let readable = self.readable;
        match self.tree {
            Tree::Text(name) => visitor.visit_enum(Variant { name, content: None, readable }),
            Tree::Map(map) => match <[_; 1]>::try_from(map) {
                Ok([(name, content)]) => {
                    visitor.visit_enum(Variant { name, content: Some(content), readable })
                }
                Err(map) => Err(Malformed::invalid_length(map.len(), &"one variant")),
            },
            _ => Err(self.unfit(&visitor)),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        visitor.visit_unit()
    }
}

struct Elements {
    rest: std::vec::IntoIter<Tree>,
    readable: bool,
}

impl<'de> SeqAccess<'de> for Elements {
    type Error = Malformed;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Outcome<Option<T::Value>> {
        let readable = self.readable;
        self.rest.next().map(|tree| seed.deserialize(Reader { tree, readable })).transpose()
    }
}

struct Entries {
    rest: std::vec::IntoIter<(String, Tree)>,
    value: Option<Tree>,
    readable: bool,
}

impl<'de> MapAccess<'de> for Entries {
    type Error = Malformed;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Outcome<Option<K::Value>> {
        let Some((key, value)) = self.rest.next() else { return Ok(None) };
        self.value = Some(value);
        seed.deserialize(Reader { tree: Tree::Text(key), readable: self.readable }).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Outcome<V::Value> {
        let tree = self.value.take().unwrap_or(Tree::Null);
        seed.deserialize(Reader { tree, readable: self.readable })
    }
}

struct Variant {
    name: String,
    content: Option<Tree>,
    readable: bool,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Malformed;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(mut self, seed: V) -> Outcome<(V::Value, Self)> {
        let name: StringDeserializer<Malformed> = std::mem::take(&mut self.name).into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl Variant {
    fn content(self) -> Outcome<Reader> {
        let readable = self.readable;
        let tree = self.content.ok_or_else(|| Malformed::custom("a variant lacks its content"))?;
        Ok(Reader { tree, readable })
    }
}

impl<'de> VariantAccess<'de> for Variant {
    type Error = Malformed;

    fn unit_variant(self) -> Outcome<()> {
        match self.content {
            None | Some(Tree::Null) => Ok(()),
            Some(_) => Err(Malformed::custom("this variant has no content")),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Outcome<T::Value> {
        seed.deserialize(self.content()?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Outcome<V::Value> {
        self.content()?.list(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Outcome<V::Value> {
        self.content()?.map(visitor)
    }
}
