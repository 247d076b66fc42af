//! The grammar of rules: literals, names, calls, operators and the choice `a ? b : c` of CEL (<https://cel.dev>), which is
//! what checklists use. Maps, messages, indices, bytes and macros are not in it. That it reads and means the same as CEL
//! is tested against an implementation of the whole language.

use super::value::Value;

/// An expression: as it is written, and after the check as it is evaluated.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expr {
    Literal(Value),
    /// A name with its parts, `D01.early`; after the check the full one.
    Name(String),
    /// Whether this name has a value; made by the check.
    Given(String),
    /// Stands only to the right of `in`.
    List(Vec<Expr>),
    Call(Op, Vec<Expr>),
    /// A function by its written name, until the check has found it.
    Function(String, Vec<Expr>),
    /// `x.name(…)`, which the check refuses.
    Method(String),
    /// A part of something that is no name, which the check refuses.
    Part,
}

/// What is done with values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Op {
    Or,
    And,
    Not,
    /// `a ? b : c`
    If,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    In,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Negate,
    Size,
    Days,
    Workdays,
    WorkdaysIn,
    Last,
    AddDays,
    AddWorkdays,
    ClockStart,
    Date,
    Double,
    Int,
}

/// Operators between two sides, from those that bind least to those that bind most.
const LEVELS: [&[(&str, Op)]; 5] = [
    &[("||", Op::Or)],
    &[("&&", Op::And)],
    &[
        ("<=", Op::LessEqual),
        (">=", Op::GreaterEqual),
        ("==", Op::Equal),
        ("!=", Op::NotEqual),
        ("<", Op::Less),
        (">", Op::Greater),
        ("in", Op::In),
    ],
    &[("+", Op::Add), ("-", Op::Subtract)],
    &[("*", Op::Multiply), ("/", Op::Divide), ("%", Op::Modulo)],
];

/// Longer ones first.
const SYMBOLS: [&str; 22] = [
    "||", "&&", "<=", ">=", "==", "!=", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":", "(", ")", "[", "]",
    ",", ".",
];

/// How deep expressions may stand in one another: reading and evaluating them takes that much of the stack.
const DEEPEST: usize = 64;

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Word(String),
    /// Without its sign.
    Int(u64),
    Double(f64),
    Text(String),
    Symbol(&'static str),
    End,
}

/// What is wrong, and the byte at which it stands.
type Wrong = (String, usize);

/// Reads an expression. An error says what is wrong, with the column.
pub(super) fn parse(source: &str) -> Result<Expr, String> {
    let read = || {
        let mut parser = Parser { source, at: 0, begin: 0, token: Token::End, depth: 0 };
        parser.step()?;
        let expr = parser.expr()?;
        if parser.token == Token::End { Ok(expr) } else { Err(parser.unexpected()) }
    };
    read().map_err(|(message, at): Wrong| {
        let column = 1 + source.get(..at).unwrap_or(source).chars().count();
        format!("{message} (column {column})")
    })
}

struct Parser<'s> {
    source: &'s str,
    /// Behind the token.
    at: usize,
    /// Where the token begins.
    begin: usize,
    token: Token,
    depth: usize,
}

impl Parser<'_> {
    fn unexpected(&self) -> Wrong {
        let found = match self.source.get(self.begin..self.at).unwrap_or_default() {
            "" => "something is missing at the end".to_owned(),
            text => format!("'{text}' cannot stand here"),
        };
        (found, self.begin)
    }

    /// Goes on to the next token.
    fn step(&mut self) -> Result<(), Wrong> {
        loop {
            let rest = &self.source[self.at..];
            self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n', '\u{c}']).len();
            match self.source[self.at..].strip_prefix("//") {
                Some(comment) => self.at += 2 + comment.find('\n').unwrap_or(comment.len()),
                None => break,
            }
        }
        self.begin = self.at;
        let rest = &self.source[self.at..];
        let mut letters = rest.chars();
        let (first, second) = (letters.next(), letters.next());
        self.token = match first {
            None => Token::End,
            Some(quote @ ('\'' | '"')) => Token::Text(self.text(quote)?),
            Some('.') if second.is_some_and(|c| c.is_ascii_digit()) => self.number()?,
            Some(c) if c.is_ascii_digit() => self.number()?,
            Some(c) if c.is_ascii_alphabetic() || c == '_' => {
                let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
                self.at += end;
                Token::Word(rest[..end].to_owned())
            }
            Some(c) => match SYMBOLS.into_iter().find(|symbol| rest.starts_with(symbol)) {
                Some(symbol) => {
                    self.at += symbol.len();
                    Token::Symbol(symbol)
                }
                None => return Err((format!("'{c}' cannot stand here"), self.at)),
            },
        };
        Ok(())
    }

    fn number(&mut self) -> Result<Token, Wrong> {
        let rest = &self.source[self.at..];
        let digits = |from: usize| {
            let digits = rest[from..].find(|c: char| !c.is_ascii_digit());
            from + digits.unwrap_or(rest.len() - from)
        };
        let mut end = digits(0);
        let whole = end;
        if rest[end..].starts_with('.') && digits(end + 1) > end + 1 {
            end = digits(end + 1);
        }
        if rest[end..].starts_with(['e', 'E']) {
            let from = end + 1 + usize::from(rest[end + 1..].starts_with(['+', '-']));
            if digits(from) > from {
                end = digits(from);
            }
        }
        let wrong = |end: usize| (format!("'{}' is not a number", &rest[..end]), self.begin);
        let more = rest[end..].find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let more = more.unwrap_or(rest.len() - end);
        if more > 0 {
            return Err(wrong(end + more));
        }
        let token = match end == whole {
            true => rest[..end].parse().ok().map(Token::Int),
            false => double(&rest[..end]).map(Token::Double),
        };
        let token = token.ok_or_else(|| wrong(end))?;
        self.at += end;
        Ok(token)
    }

    fn text(&mut self, quote: char) -> Result<String, Wrong> {
        let begin = self.at;
        let mut letters = self.source[begin + 1..].char_indices();
        let mut text = String::new();
        while let Some((at, letter)) = letters.next() {
            match letter {
                letter if letter == quote => {
                    self.at = begin + 1 + at + 1;
                    return Ok(text);
                }
                '\n' | '\r' => break,
                '\\' => text.push(match letters.next().map(|(_, escaped)| escaped) {
                    Some('n') => '\n',
                    Some('t') => '\t',
                    Some(same @ ('\\' | '\'' | '"')) => same,
                    _ => {
                        return Err((
                            "only \\\\, \\', \\\", \\n and \\t are known".to_owned(),
                            begin + 1 + at,
                        ));
                    }
                }),
                letter => text.push(letter),
            }
        }
        Err((format!("a text that begins with {quote} does not end"), begin))
    }

    /// Whether the token is this symbol or word; then it is gone.
    fn eat(&mut self, wanted: &str) -> Result<bool, Wrong> {
        let is = match &self.token {
            Token::Symbol(symbol) => *symbol == wanted,
            Token::Word(word) => word == wanted,
            _ => false,
        };
        if is {
            self.step()?;
        }
        Ok(is)
    }

    fn expect(&mut self, wanted: &str) -> Result<(), Wrong> {
        if self.eat(wanted)? { Ok(()) } else { Err(self.unexpected()) }
    }

    fn expr(&mut self) -> Result<Expr, Wrong> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err((format!("more than {DEEPEST} levels"), self.begin));
        }
        let mut expr = self.binary(0)?;
        if self.eat("?")? {
            let yes = self.binary(0)?;
            self.expect(":")?;
            expr = Expr::Call(Op::If, vec![expr, yes, self.expr()?]);
        }
        self.depth -= 1;
        Ok(expr)
    }

    fn binary(&mut self, level: usize) -> Result<Expr, Wrong> {
        let Some(operators) = LEVELS.get(level) else { return self.unary() };
        let (mut left, mut length) = (self.binary(level + 1)?, 0);
        'more: loop {
            for (written, op) in *operators {
                if self.eat(written)? {
                    // What stands in a row is evaluated one inside the other, too.
                    length += 1;
                    if length > DEEPEST {
                        return Err((format!("more than {DEEPEST} in a row"), self.begin));
                    }
                    left = Expr::Call(*op, vec![left, self.binary(level + 1)?]);
                    continue 'more;
                }
            }
            return Ok(left);
        }
    }

    fn unary(&mut self) -> Result<Expr, Wrong> {
        let (mut nots, mut minuses) = (0, 0);
        while self.eat("!")? {
            nots += 1;
        }
        while self.eat("-")? {
            minuses += 1;
        }
        let negative = minuses % 2 == 1;
        let expr = match (&self.token, negative) {
            // The lowest whole number has no positive one.
            (Token::Int(number), true) => {
                let number = 0_i64.checked_sub_unsigned(*number).ok_or_else(|| self.unexpected())?;
                self.step()?;
                Expr::Literal(Value::Int(number))
            }
            (Token::Double(number), true) => {
                let number = -number;
                self.step()?;
                Expr::Literal(Value::Double(number))
            }
            (_, true) => Expr::Call(Op::Negate, vec![self.member()?]),
            (_, false) => self.member()?,
        };
        Ok(if nots % 2 == 1 { Expr::Call(Op::Not, vec![expr]) } else { expr })
    }

    fn member(&mut self) -> Result<Expr, Wrong> {
        let mut expr = self.primary()?;
        while self.eat(".")? {
            let Token::Word(part) = self.token.clone() else { return Err(self.unexpected()) };
            self.step()?;
            expr = match (self.eat("(")?, expr) {
                (true, _) => {
                    self.list(")")?;
                    Expr::Method(part)
                }
                (false, Expr::Name(name)) => Expr::Name(format!("{name}.{part}")),
                (false, _) => Expr::Part,
            };
        }
        Ok(expr)
    }

    fn primary(&mut self) -> Result<Expr, Wrong> {
        let token = self.token.clone();
        if matches!(&token, Token::End) || matches!(&token, Token::Word(word) if word == "in") {
            return Err(self.unexpected());
        }
        let number = |number: u64| i64::try_from(number).map(Value::Int);
        let literal = match token {
            Token::Symbol("(") => {
                self.step()?;
                let expr = self.expr()?;
                self.expect(")")?;
                return Ok(expr);
            }
            Token::Symbol("[") => {
                self.step()?;
                return Ok(Expr::List(self.list("]")?));
            }
            Token::Symbol(_) | Token::End => return Err(self.unexpected()),
            Token::Word(word) => match word.as_str() {
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                "null" => return Err(self.unexpected()),
                _ => {
                    self.step()?;
                    return Ok(match self.eat("(")? {
                        true => Expr::Function(word, self.list(")")?),
                        false => Expr::Name(word),
                    });
                }
            },
            Token::Int(whole) => number(whole).map_err(|_| self.unexpected())?,
            Token::Double(number) => Value::Double(number),
            Token::Text(text) => Value::Text(text.into()),
        };
        self.step()?;
        Ok(Expr::Literal(literal))
    }

    /// Expressions up to a closing bracket.
    fn list(&mut self, close: &str) -> Result<Vec<Expr>, Wrong> {
        let mut list = Vec::new();
        if self.eat(close)? {
            return Ok(list);
        }
        loop {
            list.push(self.expr()?);
            if !self.eat(",")? {
                self.expect(close)?;
                return Ok(list);
            }
        }
    }
}

/// A number with a point or an exponent, read as JSON, which is read anyway: the reader of the standard library would bring
/// 10 KB of tables into the tablet app.
fn double(text: &str) -> Option<f64> {
    let text = text.trim_start_matches('0');
    let nought = if text.starts_with(|c: char| c.is_ascii_digit()) { "" } else { "0" };
    serde_json::from_str(&format!("{nought}{text}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_they_read() {
        for text in ["0.1", ".5", "007.50", "1e3", "000.25e-2", "99.95", "123456789.012345", "1E300", "0e5"] {
            assert_eq!(double(text), text.parse().ok(), "{text}");
        }
        assert_eq!(double("1e400"), None);
    }

    #[test]
    fn operators_bind_as_in_cel_and_signs_belong_to_numbers() {
        for (left, right) in [
            ("a || b && !c == d", "a || (b && ((!c) == d))"),
            ("a - b - c * -2", "(a - b) - (c * (-2))"),
            ("a ? b : c ? d : e", "a ? b : (c ? d : e)"),
            ("--a + - -3", "a + 3"),
            ("a.b in ['x', \"x\"] // why", "(a.b) in ['x','x']"),
            (".5 + 1e1", "0.5 + 10.0"),
        ] {
            assert_eq!(parse(left).unwrap(), parse(right).unwrap(), "{left}");
        }
        let lowest = parse("-9223372036854775808").unwrap();
        assert_eq!(lowest, Expr::Literal(Value::Int(i64::MIN)));
    }

    #[test]
    fn what_cannot_be_read_says_where() {
        for (source, expected) in [
            ("a >", "something is missing at the end (column 4)"),
            ("a > > b", "'>' cannot stand here (column 5)"),
            ("ă", "'ă' cannot stand here (column 1)"),
            ("f(a, ", "something is missing at the end (column 6)"),
            ("'ấy' + 'a", "a text that begins with ' does not end (column 8)"),
            ("1x", "'1x' is not a number (column 1)"),
            ("9223372036854775808", "'9223372036854775808' cannot stand here (column 1)"),
            ("x[0]", "'[' cannot stand here (column 2)"),
            ("'\\q'", "only \\\\, \\', \\\", \\n and \\t are known (column 2)"),
        ] {
            assert_eq!(parse(source).unwrap_err(), expected, "{source}");
        }
        let deep = "(".repeat(100_000);
        assert!(parse(&deep).unwrap_err().contains("levels"));
        assert!(parse(&vec!["a"; 100].join(" + ")).unwrap_err().contains("in a row"));
    }
}
