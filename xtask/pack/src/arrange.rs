//! Puts functions that look alike beside each other. The compiled module is one long stream for the compressor, and how a
//! function goes on is guessed best from one that began the same: by this order alone the app shrinks by a twentieth.

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection};
use wasmparser::{
    BinaryReaderError, CodeSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload, TypeRef,
};

/// Why a module cannot be read.
type Unfit = Error<&'static str>;

/// What is said of a function that only one of the sections knows.
const MISSING: Unfit = Error::UserError("a function lacks its type or its body");

/// Orders the functions of a module; what it does stays the same.
///
/// # Errors
/// If it is not a WebAssembly module.
pub(crate) fn alike_together(module: &[u8]) -> Result<Vec<u8>, Unfit> {
    let mut arrangement = Arrangement::of(module)?;
    let mut ordered = wasm_encoder::Module::new();
    arrangement.parse_core_module(&mut ordered, Parser::new(0), module)?;
    Ok(ordered.finish())
}

/// Which function stands where.
struct Arrangement {
    /// The number that a function gets, by the number that it had; those that are imported come first and keep theirs.
    numbers: Vec<u32>,
    /// Places of the functions with a body before, in the order in which they will stand.
    places: Vec<usize>,
}

impl Arrangement {
    fn of(module: &[u8]) -> Result<Self, BinaryReaderError> {
        let (mut imported, mut types, mut looks) = (0, Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        imported += u32::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                    }
                }
                Payload::FunctionSection(section) => types = section.into_iter().collect::<Result<_, _>>()?,
                Payload::CodeSectionEntry(body) => looks.push(look(module, &body)?),
                _ => {}
            }
        }
        let mut places: Vec<usize> = (0..looks.len()).collect();
        places.sort_by_key(|&place| (types.get(place), looks[place].len().checked_ilog2(), &looks[place]));
        let mut numbers: Vec<u32> = (0..imported).collect();
        numbers.resize(numbers.len() + places.len(), 0);
        for (number, &place) in (imported..).zip(&places) {
            numbers[imported as usize + place] = number;
        }
        Ok(Self { numbers, places })
    }
}

/// The operations of a function without what they work on.
fn look(module: &[u8], body: &FunctionBody<'_>) -> Result<Vec<u8>, BinaryReaderError> {
    let operators = body.get_operators_reader()?.into_iter_with_offsets();
    operators.map(|operator| Ok(module[operator?.1])).collect()
}

impl Reencode for Arrangement {
    type Error = &'static str;

    fn function_index(&mut self, number: u32) -> Result<u32, Unfit> {
        self.numbers.get(number as usize).copied().ok_or(MISSING)
    }

    fn parse_function_section(
        &mut self,
        ordered: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Unfit> {
        let types = section.into_iter().collect::<Result<Vec<u32>, _>>()?;
        for &place in &self.places {
            ordered.function(*types.get(place).ok_or(MISSING)?);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        ordered: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Unfit> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for place in self.places.clone() {
            self.parse_function_body(ordered, bodies.get(place).ok_or(MISSING)?.clone())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function, ImportSection,
        RefType, TableSection, TableType, TypeSection, ValType,
    };

    /// Exports `f0`, `f1`, …: function `n` gives `n`, by way of the one before it if it is odd.
    fn module(functions: u32) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        types.ty().function([], [ValType::I32]);
        let mut imports = ImportSection::new();
        imports.import("outside", "log", EntityType::Function(0));
        let mut tables = TableSection::new();
        let (size, far) = (u64::from(functions), None);
        tables.table(TableType {
            element_type: RefType::FUNCREF,
            table64: false,
            minimum: size,
            maximum: far,
            shared: false,
        });
        let (mut declared, mut exports, mut code) =
            (FunctionSection::new(), ExportSection::new(), CodeSection::new());
        for n in 0..functions {
            declared.function(1);
            exports.export(&format!("f{n}"), ExportKind::Func, n + 1);
            let mut function = Function::new([]);
            match n % 2 {
                0 => function.instructions().i32_const(n as i32).end(),
                _ => function.instructions().call(0).call(n).i32_const(1).i32_add().end(),
            };
            code.function(&function);
        }
        let listed: Vec<u32> = (1..=functions).collect();
        let mut elements = ElementSection::new();
        elements.active(None, &ConstExpr::i32_const(0), Elements::Functions(listed.into()));
        let mut module = wasm_encoder::Module::new();
        module.section(&types).section(&imports).section(&declared).section(&tables);
        module.section(&exports).section(&elements).section(&code);
        module.finish()
    }

    /// What each export gives, read from the code; and the numbers of the table.
    fn meaning(module: &[u8]) -> (Vec<(String, i32)>, Vec<u32>) {
        let (mut bodies, mut exports, mut table) = (Vec::new(), Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(module) {
            match payload.unwrap() {
                Payload::CodeSectionEntry(body) => bodies.push(body),
                Payload::ExportSection(section) => exports.extend(section.into_iter().map(Result::unwrap)),
                Payload::ElementSection(section) => {
                    for element in section {
                        let wasmparser::ElementItems::Functions(all) = element.unwrap().items else {
                            continue;
                        };
                        table.extend(all.into_iter().map(Result::unwrap));
                    }
                }
                _ => {}
            }
        }
        fn value(number: u32, bodies: &[FunctionBody<'_>]) -> i32 {
            let Some(place) = number.checked_sub(1) else { return 0 };
            let operators = bodies[place as usize].get_operators_reader().unwrap();
            operators.into_iter().fold(0, |sum, operator| match operator.unwrap() {
                wasmparser::Operator::I32Const { value } => sum + value,
                wasmparser::Operator::Call { function_index } => sum + value(function_index, bodies),
                _ => sum,
            })
        }
        let exports =
            exports.iter().map(|export| (export.name.to_owned(), value(export.index, &bodies))).collect();
        (exports, table)
    }

    #[test]
    fn functions_move_and_mean_the_same() {
        let before = module(9);
        wasmparser::validate(&before).unwrap();
        let after = alike_together(&before).unwrap();
        wasmparser::validate(&after).unwrap();
        let ((exports, table), (ordered, moved)) = (meaning(&before), meaning(&after));
        assert_eq!(exports[7], ("f7".to_owned(), 7));
        assert_eq!(exports, ordered);
        // The short ones first: what stood at 0, 2, 4 … and then what stood at 1, 3 …; number 0 is the import.
        assert_eq!(table, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(moved, [1, 6, 2, 7, 3, 8, 4, 9, 5]);
        assert_eq!(alike_together(&after).unwrap(), after);
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(alike_together(b"no module").is_err());
    }
}
