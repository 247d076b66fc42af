use super::Right;
use crate::store::right::Held;
use schemas::ids::OrganisationId;
use std::sync::Arc;

/// The organisations whose things a caller may touch by one right, with all that stands below them. Every store call
/// behind a page takes one, and only a guard makes one ([`super::Session::scope`]): a handler that forgot to ask does not
/// compile. What lies outside is not found, like what does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope(Reach);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Reach {
    Everything,
    Below(Arc<[OrganisationId]>),
}

impl Scope {
    /// Where one right reaches by the roles that somebody holds today: the organisations of all that grant it. None: the
    /// person does not have it. For guards, and for letters to people about what they may see anyway.
    pub(crate) fn granted(held: &[Held], right: Right) -> Option<Self> {
        let granting = held.iter().filter(|held| held.role.grants(right));
        let roots: Vec<_> = granting.map(|held| held.organisation.clone()).collect();
        (!roots.is_empty()).then(|| Self::below(roots))
    }

    /// Below these; below the top is everything.
    fn below(roots: Vec<OrganisationId>) -> Self {
        if roots.contains(&OrganisationId::top()) {
            return Self(Reach::Everything);
        }
        Self(Reach::Below(roots.into()))
    }

    /// Everything: for the command line, whose user has the database file in hand anyway, and for the server's own work
    /// behind the routes. Never in a handler; `cargo xtask tidy` looks where this stands.
    pub fn operator() -> Self {
        Self(Reach::Everything)
    }

    /// The organisations at the top of the scope; none = everything.
    pub fn roots(&self) -> Option<&[OrganisationId]> {
        match &self.0 {
            Reach::Everything => None,
            Reach::Below(roots) => Some(roots),
        }
    }

    /// Whether nothing is outside.
    pub fn is_everything(&self) -> bool {
        self.0 == Reach::Everything
    }
}
