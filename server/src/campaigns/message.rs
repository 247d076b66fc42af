use crate::locale::Locale;

/// Something to say about a plan, in whatever language it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Key of the text.
    pub key: &'static str,
    /// What is put into it.
    pub args: Vec<(&'static str, String)>,
}

impl Message {
    pub(super) fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    pub(super) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// The words.
    pub fn words(&self, locale: Locale) -> String {
        locale.t_args(self.key, self.args.iter().map(|(name, value)| (*name, value.as_str())))
    }
}

impl From<&'static str> for Message {
    fn from(key: &'static str) -> Self {
        Self::new(key)
    }
}
